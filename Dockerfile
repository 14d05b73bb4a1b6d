# SIP Desk as a container. Everything that runs is pinned with its hash in requirements-runtime.lock; nothing of it is
# root's. `docs/deployment.md` says how it is used, and that it was never built by Docker itself.

FROM node:22-bookworm-slim AS scripts
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv --without-pip /opt/sip-desk
COPY requirements-runtime.lock ./
# Compiled below: compiling all of the Graph SDK, of which little is used, would add 200 MB.
RUN pip --python /opt/sip-desk/bin/python install --no-cache-dir --no-compile --require-hashes -r requirements-runtime.lock
COPY . ./
# What pages in a browser load, from here and not from the internet.
COPY --from=scripts /src/node_modules/htmx.org/dist/htmx.min.js /src/node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js pages/kit/scripts/
RUN pip --python /opt/sip-desk/bin/python install --no-cache-dir --no-compile --no-deps --no-build-isolation . \
    && pip --python /opt/sip-desk/bin/python uninstall --yes setuptools \
    && /opt/sip-desk/bin/python -m compileall -q -x '/msgraph/' /opt/sip-desk/lib \
    && /opt/sip-desk/bin/python -I -c "import asyncio; from graph.client import GraphClient; from graph.credentials import StaticCredential; asyncio.run(GraphClient(StaticCredential('')).warm())"

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/sip-desk --create-home --shell /usr/sbin/nologin sip-desk \
    && chmod 700 /var/lib/sip-desk
COPY --from=build /opt/sip-desk /opt/sip-desk
ENV PATH=/opt/sip-desk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    SIPDESK_HOST=0.0.0.0 \
    SIPDESK_PORT=3978 \
    SIPDESK_DATABASE_URL=sqlite:////var/lib/sip-desk/sipdesk.db
WORKDIR /var/lib/sip-desk
USER 10001
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['SIPDESK_PORT'] + '/healthz', timeout=4)"]
CMD ["sipdesk", "serve"]
