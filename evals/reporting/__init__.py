"""What a person, a pull request or a program is shown of a run or of a comparison. Everything said is escaped."""
