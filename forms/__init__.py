"""What is asked and what was answered: knows neither the bot nor the staff side."""
