"""What is written while serving: verdicts, the question log, tokens. SQLAlchemy is imported here and nowhere else."""

RECORDS_FILE = "records.sqlite3"  # below the data folder; named here, where no database library is loaded
