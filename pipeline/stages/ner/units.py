"""Units of measured amounts: how they are written, and their canonical names."""

from __future__ import annotations

from pipeline.stages.ner.lexemes import Lexemes

# Canonical unit, then the words that name it. A unit of two words is written with a space.
_UNITS = """
second seconds
minute minutes mins
hour hours hrs
day days
week weeks
month months
year years yrs
decade decades
century centuries
mm millimetre millimetres millimeter millimeters
cm centimetre centimetres centimeter centimeters
metre metres meter meters
km kilometre kilometres kilometer kilometers kms
mile miles
foot feet ft
inch inches
yard yards
acre acres
hectare hectares
gram grams grammes
kg kilogram kilograms kilogrammes kilo kilos
tonne tonnes
ton tons
pound pounds lb lbs
ounce ounces
litre litres liter liters
gallon gallons
barrel barrels
bushel bushels
mph
km/h kph
knot knots
kilowatt kilowatts kw
megawatt megawatts mw
gigawatt gigawatts gw
kilowatt-hour kwh
megawatt-hour mwh
gigawatt-hour gwh
hertz hz
kilohertz khz
megahertz mhz
gigahertz ghz
watt watts
volt volts
horsepower hp
kilobyte kilobytes kb
megabyte megabytes mb
gigabyte gigabytes gb
terabyte terabytes tb
degree degrees
point points
"""
UNITS = {word: line.split()[0] for line in _UNITS.strip().splitlines() for word in line.split()}
PHRASES = {
    ("miles", "per", "hour"): "mph",
    ("miles", "an", "hour"): "mph",
    ("kilometres", "per", "hour"): "km/h",
    ("kilometers", "per", "hour"): "km/h",
    ("km", "/", "h"): "km/h",
    ("basis", "points"): "basis point",
    ("nautical", "miles"): "nautical mile",
    ("cubic", "metres"): "cubic metre",
    ("cubic", "meters"): "cubic metre",
    ("cubic", "feet"): "cubic foot",
    ("square", "miles"): "square mile",
    ("square", "feet"): "square foot",
    ("square", "metres"): "square metre",
    ("square", "meters"): "square metre",
    ("square", "kilometres"): "square km",
    ("square", "kilometers"): "square km",
    ("metric", "tons"): "tonne",
    ("metric", "tonnes"): "tonne",
    ("degrees", "celsius"): "°C",
    ("degrees", "fahrenheit"): "°F",
    ("°", "c"): "°C",
    ("°", "f"): "°F",
}


def unit(lexemes: Lexemes, at: int) -> tuple[str, int]:
    """Canonical unit and the index after it; "" if no unit stands at `at`."""
    at = lexemes.past_hyphen(at)
    for length in (3, 2):
        phrase = PHRASES.get(lexemes.words(at, length))
        if phrase:
            return phrase, at + length
    word = lexemes.word(at)
    ordinal = word == "second" and lexemes.word(at - 1) not in {"1", "one", "-"}
    return ("", at) if ordinal else (UNITS.get(word, ""), at + 1)
