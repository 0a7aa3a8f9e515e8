"""The alerts: the queue, one alert with all that is known, taking it on, handing it on, what came of it."""
