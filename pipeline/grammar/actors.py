"""Nouns for people and bodies that act without being named: "prosecutors", "the regulator", "a lawmaker"."""

from __future__ import annotations

ACTORS = frozenset(
    "activist administration admiral adviser advisor agency agent airline aide alliance ally analyst applicant army "
    "assailant assembly association athlete attacker attorney audience author authority automaker bank bishop board "
    "bondholder boss broadcaster builder business businessman buyer cabinet campaign candidate captain carmaker "
    "carrier caucus censor chairman charity chief child church citizen city class club coach coalition commander "
    "commission commissioner committee community company competitor congress congressman conservative consortium "
    "consumer contractor corporation council councillor country couple court creditor crew critic crowd customer "
    "daily defendant delegate delegation democrat demonstrator department deputy designer developer diplomat director "
    "distributor doctor driver economist editor employee employer engineer executive expert family fan farmer father "
    "federation fighter firefighter firm force founder friend fund gang general giant government governor group "
    "guard gunman hacker head hospital husband industry inspector institution insurer investigator investor islamist "
    "journalist judge jury justice king lawmaker lawyer leader legislator legislature lender magistrate maker man "
    "manager manufacturer mayor media member mercenary militant military militia minister ministry minority mob "
    "mother movement municipality musician nation navy neighbor neighbour network newspaper ngo nurse officer "
    "official operator opponent opposition organisation organization outlet owner panel paramedic parent parliament "
    "partner party passenger patient people physician pilot pirate player plaintiff police policeman politician pope "
    "premier president pressman prince prisoner producer professor prosecution prosecutor protester protestor "
    "province publisher queen rebel refugee regime regulator reporter representative republican rescuer researcher "
    "resident retailer rival ruler scientist secretary senate senator separatist service shareholder singer soldier "
    "son spokesman spokesperson spokeswoman squad staff star state strategist striker student subsidiary supplier "
    "supporter supremacist surgeon survivor suspect team teacher teenager terrorist tourist trader tribunal troop "
    "troops union unit university user victim veteran viewer volunteer voter watchdog whistleblower wife winner "
    "witness woman worker writer youth".split()
)
