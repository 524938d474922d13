"""Nouns for people and bodies that act without being named: "prosecutors", "the regulator", "a lawmaker"."""

from __future__ import annotations

ACTORS = frozenset(
    "activist actor actress administration admiral adviser advisor agency agent aide airline alliance ally analyst "
    "applicant apprentice architect army artist assailant assembly association athlete attacker attorney audience "
    "author authority automaker bank billionaire bishop blogger board bondholder boss boxer broadcaster builder "
    "business businessman buyer cabinet campaign candidate captain carmaker carrier caucus censor chairman charity "
    "chef chief child church citizen city class climber club coach coalition commander commission commissioner "
    "committee community company competitor congress congressman conservative consortium consumer contractor "
    "corporation council councillor country couple court creditor crew critic crowd customer cyclist daily defendant "
    "delegate delegation democrat demonstrator department deputy designer developer diplomat director dissident "
    "distributor doctor driver economist editor employee employer engineer entrepreneur executive expert family fan "
    "farmer father federation fighter filmmaker firefighter firm force founder friend fund gang general giant golfer "
    "government governor group guard gunman hacker head hospital hostage husband industry influencer inspector "
    "institution insurer investigator investor islamist journalist judge jury justice king lawmaker lawyer leader "
    "legislator legislature lender magistrate maker man manager manufacturer mayor media member mercenary militant "
    "military militia minister ministry minority mob mother movement municipality musician nation navy neighbor "
    "neighbour network newspaper ngo novelist nun nurse officer official operator opponent opposition organisation "
    "organization outlet owner panel paramedic parent parliament partner party passenger patient people physician "
    "pilot pirate plaintiff player poet police policeman politician pope premier president pressman priest prince "
    "prisoner producer professor prosecution prosecutor protester protestor province publisher queen rebel refugee "
    "regime regulator reporter representative republican rescuer researcher resident retailer rider rival ruler "
    "runner sailor scientist secretary senate senator separatist service shareholder singer skier soldier son "
    "spokesman spokesperson spokeswoman sprinter squad staff star state strategist striker student subsidiary "
    "supplier supporter supremacist surgeon survivor suspect swimmer teacher team teenager terrorist tourist trader "
    "tribunal troop troops union unit university user veteran victim viewer volunteer voter watchdog whistleblower "
    "wife winner witness woman worker writer youth".split()
)
