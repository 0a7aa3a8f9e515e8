"""Photos, drawings and voice notes: looked at, made anew without place, time and device, sealed."""
