"""What the readers of several Office formats share: names of elements, signs, numbers, headings, drawings."""
