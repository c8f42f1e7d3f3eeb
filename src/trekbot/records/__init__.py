"""What is written while serving: feedback. SQLAlchemy is imported here and nowhere else."""
