"""Each statement is compiled once for the session, and not once for each database of a test: a journey compiled a
hundred of them."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_AT_MOST: Final = 2000


def compile_statements_once() -> None:
    """From now on all SQLite engines of this process have one dialect, which knows what was compiled. Whether a
    statement may be reused SQLAlchemy decides as it does within one engine."""
    first = sa.create_engine("sqlite://")
    first.connect().close()  # a dialect is complete only once it has met a database
    compiled = LRUCache[Any, Any](_AT_MOST)

    def engine_created(_dialect: type[SQLiteDialect_pysqlite], engine: sa.Engine) -> None:
        engine.dialect = first.dialect
        engine.update_execution_options(compiled_cache=compiled)

    setattr(SQLiteDialect_pysqlite, "engine_created", classmethod(engine_created))  # noqa: B010 - its type is ours to say
