"""Makes the login of the service: it owns what it makes in its database, and nothing else of the server's. Run by the
job `<name>-login`, once and after each change of the password; whoever deploys starts it. It can be run again."""

import os

import psycopg
from psycopg import sql

LOGIN = sql.Identifier("sipdesk_service")
MAKE = """DO $$ BEGIN
IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sipdesk_service') THEN CREATE ROLE sipdesk_service; END IF;
END $$"""
BOUNDS = "ALTER ROLE {login} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {password}"
GIVEN = (
    "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {login}",
    "GRANT USAGE, CREATE ON SCHEMA public TO {login}",
)

with psycopg.connect(os.environ["ADMINISTRATOR_URL"], autocommit=True) as server:
    database = sql.Identifier(server.info.dbname)
    server.execute(MAKE)
    server.execute(sql.SQL(BOUNDS).format(login=LOGIN, password=sql.Literal(os.environ["SERVICE_PASSWORD"])))
    for words in GIVEN:
        server.execute(sql.SQL(words).format(login=LOGIN, database=database))
    server.execute(sql.SQL("REVOKE CONNECT ON DATABASE {database} FROM PUBLIC").format(database=database))
