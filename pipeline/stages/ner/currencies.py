"""The words and signs of currencies, with their ISO 4217 codes.

A bare "$" is the US dollar, a bare "¥" the yen, a noun without country ("pesos") that of the country that
the article speaks of, else of its largest user (`localities.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.stages.ner.lexemes import listed

Currencies = Mapping[str, str]  # currency that a noun means by itself -> currency that it means in this article


def _table(rows: str) -> dict[str, str]:
    """`word, word = CODE` lines as word -> code."""
    pairs = (row.split(" = ") for row in rows.strip().splitlines())
    return {word.strip(): code.strip() for words, code in pairs for word in words.split(",")}


SIGNS = dict(zip("$€£¥₽₹₩₺₪₴₦฿₫₱", listed("USD EUR GBP JPY RUB INR KRW TRY ILS UAH NGN THB VND PHP"), strict=True))
DOLLARS = _table("""
us, usd = USD
c, ca, can, cad = CAD
a, au, aud = AUD
nz, nzd = NZD
hk, hkd = HKD
s, sg, sgd = SGD
nt, twd = TWD
r, brl = BRL
mx, mxn = MXN
""")
CODES = {
    code.lower(): code
    for code in listed(
        "USD EUR GBP JPY RUB INR KRW TRY ILS UAH NGN THB VND PHP CAD AUD NZD HKD SGD TWD BRL MXN CNY CHF SEK NOK "
        "DKK PLN CZK HUF RON BGN KZT ZAR EGP KES SAR AED QAR KWD IDR MYR PKR BDT LKR ARS CLP COP PEN GEL AMD"
    )
} | {"rs": "INR", "rmb": "CNY", "zł": "PLN"}
NOUNS = _table("""
dollar, cent = USD
euro = EUR
pound, quid, pence, penny, pennies = GBP
ruble, rouble = RUB
yen = JPY
yuan, renminbi = CNY
zloty, złoty, zlotys, złotych = PLN
rupee, paise = INR
franc = CHF
krona, kronor = SEK
krone, kroner = NOK
crown, koruna = CZK
lira = TRY
peso = MXN
reais = BRL
shekel = ILS
baht = THB
ringgit = MYR
rupiah = IDR
dirham = AED
riyal = SAR
rial = IRR
dinar = KWD
naira = NGN
rand = ZAR
won = KRW
hryvnia, hryvnias = UAH
forint = HUF
tenge = KZT
taka = BDT
shilling = KES
""")
COUNTRY_NOUNS = _table("""
us dollar, american dollar, us cent = USD
canadian dollar = CAD
australian dollar = AUD
zealand dollar = NZD
kong dollar = HKD
singapore dollar, singaporean dollar = SGD
taiwan dollar = TWD
british pound = GBP
egyptian pound = EGP
lebanese pound = LBP
russian ruble, russian rouble = RUB
indian rupee = INR
pakistani rupee = PKR
lankan rupee = LKR
nepalese rupee = NPR
swiss franc = CHF
swedish krona, swedish kronor, swedish crown = SEK
norwegian krone, norwegian kroner, norwegian crown = NOK
danish krone, danish kroner, danish crown = DKK
czech koruna, czech crown = CZK
turkish lira = TRY
mexican peso = MXN
argentine peso = ARS
chilean peso = CLP
colombian peso = COP
philippine peso = PHP
brazilian real = BRL
japanese yen = JPY
chinese yuan = CNY
polish zloty = PLN
israeli shekel = ILS
saudi riyal = SAR
qatari riyal = QAR
korean won = KRW
african rand = ZAR
""")
HUNDREDTHS = frozenset({"cent", "cents", "pence", "penny", "pennies", "paise"})
# Nouns that are common words or weights too: currencies only behind a scale word ("3 trillion won").
AMBIGUOUS = frozenset({"won", "pound", "pounds", "crown", "crowns"})
# Currencies that share a noun: what the noun means by itself, then the currency of each country that uses it.
SHARED = {
    "INR": _table("""
India = INR
Pakistan = PKR
Sri Lanka = LKR
Nepal = NPR
Mauritius = MUR
Seychelles = SCR
"""),
    "NOK": _table("""
Norway = NOK
Denmark, Greenland = DKK
"""),
    "SEK": _table("""
Sweden = SEK
Iceland = ISK
"""),
    "CZK": _table("""
Czech Republic = CZK
Sweden = SEK
Norway = NOK
Denmark = DKK
Iceland = ISK
"""),
    "MXN": _table("""
Mexico = MXN
Argentina = ARS
Chile = CLP
Colombia = COP
Philippines = PHP
Uruguay = UYU
Cuba = CUP
Dominican Republic = DOP
"""),
    "GBP": _table("""
United Kingdom, England, Scotland, Wales = GBP
Egypt = EGP
Lebanon = LBP
Syria = SYP
Sudan = SDG
South Sudan = SSP
"""),
    "CHF": _table("""
Switzerland = CHF
Senegal, Ivory Coast, Mali, Burkina Faso, Benin, Togo, Niger, Guinea-Bissau = XOF
Cameroon, Gabon, Chad, Central African Republic, Equatorial Guinea = XAF
Rwanda = RWF
Burundi = BIF
Guinea = GNF
Congo, Democratic Republic of the Congo = CDF
"""),
    "KWD": _table("""
Kuwait = KWD
Iraq = IQD
Serbia = RSD
Jordan = JOD
Tunisia = TND
Algeria = DZD
Libya = LYD
Bahrain = BHD
Macedonia = MKD
"""),
    "KES": _table("""
Kenya = KES
Uganda = UGX
Tanzania = TZS
Somalia = SOS
"""),
    "IRR": _table("""
Iran = IRR
Oman = OMR
Yemen = YER
"""),
    "SAR": _table("""
Saudi Arabia = SAR
Qatar = QAR
"""),
    "AED": _table("""
United Arab Emirates = AED
Morocco = MAD
"""),
    "RUB": _table("""
Russia = RUB
Belarus = BYN
"""),
    "KRW": _table("""
South Korea = KRW
North Korea = KPW
"""),
}
