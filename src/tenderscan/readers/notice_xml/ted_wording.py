"""What the elements of TED's forms are called, and which of their amounts, days and names count for what.

The names are those of the printed standard forms (Commission Implementing Regulation (EU) 2015/1986).
"""

import re

SECTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), heading)
    for pattern, heading in (
        (r"CONTRACTING_(?:BODY|AUTHORITY|ENTITY)\w*|AUTHORITY_\w+", "Section I: Contracting authority"),
        (r"OBJECT_\w+", "Section II: Object"),
        (r"LEFTI\w*", "Section III: Legal, economic, financial and technical information"),
        (r"PROCEDURE\w*", "Section IV: Procedure"),
        (r"AWARD_(?:OF_)?CONTRACT\w*", "Section V: Award of contract"),
        (r"RESULTS\w*", "Section V: Results of the contest"),
        (r"COMPLEMENTARY_INFO\w*", "Section VI: Complementary information"),
        (r"MODIFICATIONS_CONTRACT\w*", "Section VII: Modifications to the contract"),
        (r"CHANGES", "Section VII: Changes"),
    )
)
"""Sections of a form, with their headings; older forms add to the names."""

HEADED: dict[str, str] = {
    "OBJECT_DESCR": "Description",
    "DESCRIPTION_PROCUREMENT": "Description of the procurement",
    "ADDRESS_CONTRACTING_BODY_ADDITIONAL": "Further contracting authority",
}
"""Parts of a section that have a heading of their own."""

NAMES: dict[str, str] = {
    "OFFICIALNAME": "Official name",
    "NATIONALID": "National registration number",
    "POSTAL_CODE": "Postcode",
    "CONTACT_POINT": "Contact person",
    "E_MAIL": "E-mail",
    "NUTS": "NUTS code",
    "URL": "Web address",
    "URL_GENERAL": "Main web address",
    "URL_BUYER": "Web address of the buyer profile",
    "URL_DOCUMENT": "Documents are at",
    "URL_PARTICIPATION": "Tenders are sent to",
    "URL_TOOL": "Electronic communication tools are at",
    "DOCUMENT_FULL": "Documents are open to all, free of charge",
    "DOCUMENT_RESTRICTED": "Access to the documents is restricted",
    "ADDRESS_FURTHER_INFO_IDEM": "Further information comes from the address above",
    "ADDRESS_FURTHER_INFO": "Further information",
    "ADDRESS_PARTICIPATION_IDEM": "Tenders are sent to the address above",
    "ADDRESS_PARTICIPATION": "Tenders are sent to",
    "ADDRESS_REVIEW_BODY": "Review body",
    "ADDRESS_MEDIATION_BODY": "Mediation body",
    "ADDRESS_REVIEW_INFO": "Information on review procedures",
    "CENTRAL_PURCHASING": "Awarded by a central purchasing body",
    "JOINT_PROCUREMENT_INVOLVED": "Joint procurement",
    "CA_TYPE": "Type of contracting authority",
    "CA_TYPE_OTHER": "Type of contracting authority",
    "CA_ACTIVITY": "Main activity",
    "CA_ACTIVITY_OTHER": "Main activity",
    "CE_ACTIVITY": "Main activity",
    "CE_ACTIVITY_OTHER": "Main activity",
    "REFERENCE_NUMBER": "Reference number",
    "CPV_MAIN": "Main CPV code",
    "CPV_ADDITIONAL": "Additional CPV code",
    "CPV_SUPPLEMENTARY_CODE": "Supplementary CPV code",
    "CPV_CODE": "CPV code",
    "TYPE_CONTRACT": "Type of contract",
    "SHORT_DESCR": "Short description",
    "VAL_ESTIMATED_TOTAL": "Estimated total value",
    "VAL_TOTAL": "Total value",
    "VAL_OBJECT": "Estimated value",
    "VAL_RANGE_TOTAL": "Lowest and highest offer",
    "VAL_TOTAL_BEFORE": "Total value before the modifications",
    "VAL_TOTAL_AFTER": "Total value after the modifications",
    "VAL_SUBCONTRACTING": "Value likely to be subcontracted",
    "PCT_SUBCONTRACTING": "Share likely to be subcontracted (%)",
    "LIKELY_SUBCONTRACTED": "Likely to be subcontracted",
    "INFO_ADD_SUBCONTRACTING": "Description of subcontracting",
    "INFO_ADD_VALUE": "More about the value",
    "VAL_REVENUE": "Revenue from fees and fines",
    "VAL_PRICE_PAYMENT": "Prizes, payments and other advantages",
    "LOT_DIVISION": "Divided into lots",
    "NO_LOT_DIVISION": "Divided into lots: no",
    "LOT_ALL": "Tenders may be for all lots",
    "LOT_ONE_ONLY": "Tenders may be for one lot only",
    "LOT_MAX_NUMBER": "Most lots a tender may be for",
    "LOT_MAX_ONE_TENDERER": "Most lots a tenderer may win",
    "LOT_NO": "Lot number",
    "MAIN_SITE": "Main place of performance",
    "AC_PRICE": "Award criterion: price",
    "AC_QUALITY": "Quality",
    "AC_COST": "Cost",
    "AC_CRITERION": "Award criterion",
    "AC_WEIGHTING": "Weighting",
    "AC_PROCUREMENT_DOC": "Award criteria are in the procurement documents",
    "DURATION": "Duration",
    "INDEFINITE_DURATION": "Duration without end",
    "DATE_START": "Start",
    "DATE_END": "End",
    "RENEWAL": "Can be renewed",
    "NO_RENEWAL": "Can be renewed: no",
    "RENEWAL_DESCR": "Renewals",
    "OPTIONS": "Options",
    "NO_OPTIONS": "Options: no",
    "OPTIONS_DESCR": "Description of options",
    "ACCEPTED_VARIANTS": "Variants are accepted",
    "NO_ACCEPTED_VARIANTS": "Variants are accepted: no",
    "EU_PROGR_RELATED": "Funded by the European Union",
    "NO_EU_PROGR_RELATED": "Funded by the European Union: no",
    "INFO_ADD": "Additional information",
    "NB_ENVISAGED_CANDIDATE": "Number of candidates",
    "NB_MIN_LIMIT_CANDIDATE": "Fewest candidates",
    "NB_MAX_LIMIT_CANDIDATE": "Most candidates",
    "CRITERIA_CANDIDATE": "How candidates are chosen",
    "SUITABILITY": "Suitability",
    "ECONOMIC_FINANCIAL_INFO": "Economic and financial standing",
    "ECONOMIC_FINANCIAL_MIN_LEVEL": "Least economic and financial standing",
    "TECHNICAL_PROFESSIONAL_INFO": "Technical and professional ability",
    "TECHNICAL_PROFESSIONAL_MIN_LEVEL": "Least technical and professional ability",
    "PERFORMANCE_CONDITIONS": "Conditions of performance",
    "PT_OPEN": "Open procedure",
    "PT_RESTRICTED": "Restricted procedure",
    "CONTRACT_COVERED_GPA": "Covered by the Government Procurement Agreement",
    "NO_CONTRACT_COVERED_GPA": "Covered by the Government Procurement Agreement: no",
    "NOTICE_NUMBER_OJ": "Number of the previous notice",
    "DATE_RECEIPT_TENDERS": "Time limit for tenders or requests to participate",
    "DATE_DISPATCH_INVITATIONS": "Invitations are sent on",
    "DATE_TENDER_VALID": "Tenders must be valid until",
    "DURATION_TENDER_VALID": "Tenders must be valid for",
    "DATE_OPENING_TENDERS": "Tenders are opened on",
    "DATE_AWARD_SCHEDULED": "Award procedures begin on",
    "LANGUAGE": "Language of tenders",
    "FRAMEWORK": "Framework agreement",
    "SEVERAL_OPERATORS": "With several operators",
    "SINGLE_OPERATOR": "With one operator",
    "NB_PARTICIPANTS": "Most participants",
    "DPS": "Dynamic purchasing system",
    "EAUCTION_USED": "Electronic auction",
    "MAIN_FEATURES_AWARD": "Main features of the award procedure",
    "D_JUSTIFICATION": "Why no call for competition was published",
    "CONTRACT_NO": "Contract number",
    "DATE_CONCLUSION_CONTRACT": "Contract concluded or awarded on",
    "NB_TENDERS_RECEIVED": "Tenders received",
    "NB_TENDERS_RECEIVED_SME": "Tenders received from small and medium-sized firms",
    "NB_TENDERS_RECEIVED_OTHER_EU": "Tenders received from other EU states",
    "NB_TENDERS_RECEIVED_NON_EU": "Tenders received from outside the EU",
    "NB_TENDERS_RECEIVED_EMEANS": "Tenders received electronically",
    "AWARDED_TO_GROUP": "Awarded to a group",
    "NO_AWARDED_TO_GROUP": "Awarded to a group: no",
    "SME": "Small or medium-sized firm",
    "NO_SME": "Small or medium-sized firm: no",
    "NO_AWARDED_CONTRACT": "No contract was awarded",
    "PROCUREMENT_UNSUCCESSFUL": "No tender was received or all were rejected",
    "PROCUREMENT_DISCONTINUED": "The procedure was discontinued",
    "EORDERING": "Electronic ordering",
    "EINVOICING": "Electronic invoicing",
    "EPAYMENT": "Electronic payment",
    "RECURRENT_PROCUREMENT": "Recurrent procurement",
    "NO_RECURRENT_PROCUREMENT": "Recurrent procurement: no",
    "REVIEW_PROCEDURE": "Review procedure",
    "DATE_DISPATCH_NOTICE": "Date of dispatch of this notice",
    "DATE_PUBLICATION_NOTICE": "Contract notice is published on",
    "DATE_DECISION_JURY": "Decision of the jury",
    # R2.0.8
    "ORGANISATION": "Organisation",
    "TITLE_CONTRACT": "Title",
    "CONTRACT_NUMBER": "Contract number",
    "CONTRACT_AWARD_DATE": "Date of contract award",
    "OFFERS_RECEIVED_NUMBER": "Tenders received",
    "FILE_REFERENCE_NUMBER": "Reference number",
    "NOTICE_DISPATCH_DATE": "Date of dispatch of this notice",
    "RECEIPT_LIMIT_DATE": "Time limit for tenders or requests to participate",
    "ADDITIONAL_INFORMATION": "Additional information",
    "EXCLUDING_VAT_VALUE": "Value",
    "TOTAL_FINAL_VALUE": "Total final value",
    "CONTRACT_VALUE_INFORMATION": "Value of the contract",
    "INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT": "Initial estimated total value of the contract",
    "SHORT_CONTRACT_DESCRIPTION": "Short description",
    "DATE_OJ": "Date of the previous notice",
    "VAT_PRCT": "VAT rate (%)",
}
"""Labels of elements; what is not listed is called by its name in words."""

ROLES: dict[str, str] = {
    "DATE_DISPATCH_NOTICE": "publication",
    "NOTICE_DISPATCH_DATE": "publication",
    "DATE_RECEIPT_TENDERS": "deadline",
    "RECEIPT_LIMIT_DATE": "deadline",
    "DATE_OPENING_TENDERS": "opening",
    "DATE_CONCLUSION_CONTRACT": "award",
    "CONTRACT_AWARD_DATE": "award",
    "DATE_DECISION_JURY": "award",
    "DATE_START": "start",
    "START_DATE": "start",
    "DATE_END": "end",
    "END_DATE": "end",
}
"""Roles of days, from `models/rules/dates.toml`; other days are "other"."""

KINDS: dict[str, str] = {
    "VAL_TOTAL": "contract_value",
    "VAL_TOTAL_AFTER": "contract_value",
    "VAL_TOTAL_BEFORE": "other",
    "VAL_ESTIMATED_TOTAL": "estimated_value",
    "VAL_OBJECT": "estimated_value",
    "VAL_RANGE_TOTAL": "bid_price",
    "TOTAL_FINAL_VALUE": "contract_value",
    "CONTRACT_VALUE_INFORMATION": "contract_value",
    "INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT": "estimated_value",
    "SCOPE_OF_FRAMEWORK": "framework_value",
    "TOTAL_ESTIMATED": "framework_value",
    "NATURE_QUANTITY_SCOPE": "estimated_value",
}
"""Kinds of money, from `models/rules/money.toml`: of an element or, where it is not listed, of what it stands in."""

AMOUNTS = frozenset({"VALUE_COST", "LOW", "HIGH", "LOW_VALUE", "HIGH_VALUE"})
"""Elements that hold an amount where the one with the currency does not hold it itself, the lowest first."""
FRAMEWORKS = re.compile(r"(?:F\d\d_)?FRAMEWORK|(?:SETTING_UP_)?DPS|(?:ESTABLISHMENT|CONCLUSION)_FRAMEWORK_AGREEMENT")
"""Elements, or values of elements, that say: the procurement sets up a framework or a dynamic purchasing system."""
CEILED = frozenset({"contract_value", "estimated_value"})
"""Kinds of money that are then a ceiling, which nobody has promised to spend."""

BUYERS = re.compile(
    r"ADDRESS_CONTRACTING_BODY(?:_ADDITIONAL)?|(?:CONTRACTING_(?:AUTHORITY|ENTITY)|AUTHORITY_ENTITY)\w*"
)
"""Elements whose official names are buyers."""
OTHERS = re.compile(r"FURTHER_INFO|SPECIFICATIONS_|TENDERS_REQUESTS|PURCHASING_ON_BEHALF")
"""Elements of older forms whose official names are neither, although they stand in the address of the buyer."""
SUPPLIERS = re.compile(r"CONTRACTOR|WINNER|ECONOMIC_OPERATOR_NAME_ADDRESS\w*")
"""Elements whose official names are winners."""
