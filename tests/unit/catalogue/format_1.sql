BEGIN TRANSACTION;
CREATE TABLE document (
	sha256 VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	outcome VARCHAR(10) NOT NULL, 
	error_code VARCHAR(40), 
	error_message TEXT, 
	title TEXT NOT NULL, 
	author TEXT, 
	created VARCHAR(40), 
	modified VARCHAR(40), 
	text TEXT NOT NULL, 
	layout TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	stored_at VARCHAR(32) NOT NULL, 
	index_pending BOOLEAN NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "document" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e','08 Award letter.pdf','application/pdf',43497,'read',NULL,NULL,'Award letter: School Catering','Ottermarsh City Council','2000-01-01T00:00:00+00:00','2000-01-01T00:00:00+00:00','Ottermarsh City Council
Guildhall, Eelbridge Ottermarsh ZZ6 1GH
Telephone 01632 960730 education@ottermarsh.example
Puddlecote Kitchens Limited
The Maltings, Rushlight Quay, Ottermarsh ZZ6 4PK
10 September 2024
Dear Mr Wexcombe-Daly
School Catering, contract OCC-EDU-0619
The voluntary standstill ended yesterday. I am glad to confirm that the contract for catering in 34 primary schools has been awarded to Puddlecote Kitchens Limited (company number 99731190).
• Term: 1 January 2025 to 31 December 2027, with two options of one year each.
• Price: £2.94 per meal, excluding VAT.
• Estimated annual value: £1,881,600.00. Estimated contract value: £5.64m excluding VAT.
• Insurance to be shown: public liability £10 million, product liability £5 million.
We look forward to the jobs and apprenticeships you offered. Clarification of the plan for school holidays is still needed and will be settled before signature.
Nothing in this letter obliges the Council to order any number of meals.
Yours sincerely
Eudora Finch-Rowbottom
Category Manager, Education
Sixfold Procurement Partnership, for Ottermarsh City Council
SPP/OCC/2024/021 Page 1 of 1
Sample document written for tenderscan. All names are invented.','{"pages":[[1,0,1210,1]],"blocks":[["heading",0,23,1],["paragraph",24,63,0],["paragraph",64,115,0],["paragraph",116,143,0],["paragraph",144,192,0],["paragraph",193,210,0],["paragraph",211,232,0],["heading",233,271,1],["paragraph",272,462,0],["list_item",463,541,0],["list_item",542,581,0],["list_item",582,670,0],["list_item",671,755,0],["paragraph",756,916,0],["paragraph",917,989,0],["paragraph",990,1005,0],["paragraph",1006,1028,0],["paragraph",1029,1056,0],["paragraph",1057,1117,0],["paragraph",1118,1146,0],["paragraph",1147,1210,0]],"tables":[],"notices":[]}','reader 1, tagger 2, rules 989dc86227b9','2026-11-23T00:16:02+00:00',0);
INSERT INTO "document" VALUES('1a980c9da040ca0c0c1c0dc31516be44ddcb6dd801bdabfdfe731c373e27ea0c','cut.pdf','application/pdf',19,'failed','damaged','cut.pdf is damaged or cut off: no PDF structure in it. Fetch or export it again.','cut.pdf',NULL,NULL,NULL,'','{"pages":[],"blocks":[],"tables":[],"notices":[]}','reader 1, tagger 2, rules 989dc86227b9','2026-11-23T00:16:02+00:00',0);
INSERT INTO "document" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553','09 Contract SKC-HW-2025-02 (signed).pdf','application/pdf',97716,'partly',NULL,NULL,'Contract: Highway Resurfacing Works 2025-27','Skarrowdale Council','2000-01-01T00:00:00+00:00','2000-01-01T00:00:00+00:00','Skarrowdale Council
County Hall, Jackdaw Bank Skarrowdale ZZ8 1CW
Telephone 01632 960520 highways@skarrowdale.example
Contract
Highway Resurfacing Works 2025-27
Contract number SKC-HW-2025-02
THIS AGREEMENT is made on 13 January 2025
BETWEEN
(1) Skarrowdale Council of County Hall, Jackdaw Bank, Skarrowdale ZZ8 1CW (the "Council"); and
(2) Basaltine Surfacing Limited (company number 99102236), whose registered office is at Quernside Quarry, Gorsecroft, Skarrowdale ZZ8 9TN (the "Contractor").
1. AGREEMENT
1.1 The Council awarded this contract to the Contractor after the procurement with reference SPP/SKC/2024/037, which was run by the Sixfold Procurement Partnership under the Public Contracts Regulations 2015.
1.2 The Contractor shall carry out the Works described in the Specification and the Council shall pay the Charges, on the conditions named in clause 1.3.
1.3 This agreement consists of this Form of Agreement and of these documents:
(a) the Terms and Conditions issued with the Invitation to Tender;
(b) Schedule 1 (Contract particulars);
(c) Schedule 2 (Charges);
(d) Schedule 3 (Social value);
(e) Schedule 4 (Contract management);
(f) the Specification and the published clarifications; and
(g) the Contractor''s method statements for the quality questions.
2. CONTRACT SUM
2.1 The contract sum is £6,482,115.40 excluding VAT, subject to measurement at the rates in the Bill of Quantities.
2.2 The Contractor shall give a performance bond of £648,211.54 before the Commencement Date.
3. SIGNATURES
3.1 This agreement was signed by hand. The signed page follows.
SPP/SKC/2024/037 Page 1 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
Schedule 1: Contract particulars
Item	Particulars
Commencement Date	3 February 2025
Expiry Date	2 February 2027
Liquidated damages	£2,500.00 per day and site, at most £150,000.00
Retention	3%
Defects period	24 months
Overseer	Barnaby Ferrow, Highways Asset Manager
Schedule 2: Charges
1. MEASUREMENT
1.1 Work is measured each month and certified within ten Working Days. Payment follows within 30 days.
1.2 Dayworks need an order in writing. No order may be for more than £25,000.
Schedule 3: Social value
1. COMMITMENTS
No.	Commitment	By
SK1	5 apprentices in civil engineering, levels 2 to 4	2 February 2027
SK2	3 jobs for people unemployed for a year or more	31 August 2025
SK5	160 hours of school visits and mock interviews	2 February 2027
SK7	40% of contract spend with firms in the district	2 February 2027
SK12	yard of Skarrowdale Youth Forge resurfaced free of charge	31 October 2025
SK15	1,150 tonnes of CO2e saved	2 February 2027
SK16	95% of planings recycled	each year
SK20	trial of biogenic binder on two roads	30 June 2026
Schedule 4: Contract management
1. MEETINGS
1.1 Progress meetings take place every fortnight. The Contractor keeps the minutes.
SPP/SKC/2024/037 Page 3 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
Terms and Conditions of Contract
Highway Resurfacing Works 2025-27
Reference SPP/SKC/2024/037
These conditions apply to the Contract between Skarrowdale Council (the Council) and the organisation named in the Form of Agreement (the Contractor). They were issued with the Invitation to Tender and form part of it. Words that begin with a capital letter have the meaning given in clause 1.
How to read these conditions. Clauses 1 to 7 say what is to be done, clauses 8 to 9 what is paid for it, clauses 10 to 13 what else the Council expects from those who work for it, and clauses 16 to 28 what happens when something goes wrong or comes to an end.
SPP/SKC/2024/037 Page 4 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
Contents
1. DEFINITIONS AND INTERPRETATION ............................ 6
2. TERM ............................ 7
3. THE CONTRACTOR''S OBLIGATIONS ............................ 7
4. STAFF ............................ 8
5. TRANSFER OF STAFF ............................ 8
6. PERFORMANCE ............................ 9
7. QUALITY, HEALTH AND SAFETY ............................ 9
8. PRICE AND PAYMENT ............................ 9
9. VALUE ADDED TAX AND RECOVERY ............................ 10
10. SOCIAL VALUE ............................ 10
11. EQUALITY ............................ 11
12. MODERN SLAVERY ............................ 11
13. ENVIRONMENT ............................ 11
14.
CONFLICTS OF INTEREST AND PREVENTION OF
CORRUPTION ............................ 11
15. INSURANCE ............................ 12
16. LIABILITY AND INDEMNITY ............................ 12
17. CONFIDENTIALITY AND FREEDOM OF INFORMATION ............................ 12
18. DATA PROTECTION ............................ 13
19. INTELLECTUAL PROPERTY ............................ 13
20. RECORDS AND AUDIT ............................ 13
21. ASSIGNMENT AND SUB-CONTRACTING ............................ 13
22. CHANGE CONTROL ............................ 14
23. DISPUTES ............................ 14
24. TERMINATION ............................ 14
25. CONSEQUENCES OF EXPIRY AND TERMINATION ............................ 15
26. FORCE MAJEURE ............................ 15
27. NOTICES ............................ 15
28. GENERAL ............................ 15
SPP/SKC/2024/037 Page 5 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
1. DEFINITIONS AND INTERPRETATION
1.1 In these conditions the following words have the meaning beside them.
Term	Meaning
Authorised Officer	the officer of the Council named in the Form of Agreement, or whoever the Council names in writing in that officer''s place
Best Industry Practice	the skill, care and foresight that a competent organisation doing the same kind of work on the same scale would be expected to show
Change	any alteration to the Works, the Specification or the Price, made under clause 22
Charges	the sums payable by the Council under clause 8 and the Pricing Schedule
Commencement Date	3 February 2025
Confidential Information	information in any form that is marked as confidential or that a reasonable person would take to be so
Contract	the Form of Agreement, these conditions, the Schedules, the Specification, the Pricing Schedule and those parts of the Tender that the Form of Agreement names
Contract Year	twelve months beginning with the Commencement Date or with an anniversary of it
Default	a failure of either party to do what the Contract obliges it to do
Expiry Date	2 February 2027, or the last day of any extension
Force Majeure	an event beyond the reasonable control of the party affected, which it could not have foreseen or avoided; it does not include industrial action by the party''s own staff
Good Notice	notice given as clause 27 requires
Key Performance Indicators	the measures of performance set out in the Specification
Personal Data	has the meaning given by the UK GDPR
Policies	the Council''s policies that are listed in the Invitation to Tender and published on its website
Premises	land and buildings of the Council on which the Contract is performed
Price	the price or rates in the Pricing Schedule
Social Value Commitments	the commitments in the Social Value Schedule
Specification	the document of that name issued with the Invitation to Tender, as changed by published clarifications
Staff	everyone the Contractor uses to perform the Contract, including those of its Sub-contractors
Sub-contractor	anyone to whom the Contractor passes on part of the Contract
Tender	the offer that the Contractor made in answer to the Invitation to Tender
SPP/SKC/2024/037 Page 6 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
Term	Meaning
Working Day	a day other than a Saturday, a Sunday or a day that is a bank holiday in any part of the United Kingdom
1.2 A reference to an Act or to regulations is a reference to them as amended, and includes what is made under them.
1.3 Headings are there for convenience. "Including" does not limit the words before it. The singular includes the plural.
1.4 Where the documents of the Contract disagree, the one that stands first in this list prevails:
(a) the Form of Agreement;
(b) these conditions;
(c) published clarifications, the latest first;
(d) the Specification and the Pricing Schedule;
(e) the Social Value Schedule and the other Schedules;
(f) the Tender.
1.5 Nothing in the Contract makes the Contractor a partner, an agent or an employee of the Council.
2. TERM
2.1 The Contract begins on the Commencement Date and runs for an initial term of two years, unless it is ended earlier.
2.2 The Council may extend the Contract by one further period of twelve months. It does so by giving at least three months'' written notice before the Contract would otherwise expire. The conditions of the Contract apply to any extension.
2.3 The Contractor has no right to an extension, and no claim to payment if none is granted.
2.4 The Council gives no promise of exclusivity and no guarantee of volume beyond what the Pricing Schedule says. Any quantity described as an estimate was given in good faith to help tenderers and does not bind the Council.
3. THE CONTRACTOR''S OBLIGATIONS
3.1 The Contractor shall carry out the Works:
(a) in accordance with the Specification and the Contract;
(b) with Best Industry Practice;
(c) in accordance with the law and with the Policies that apply to them; and
(d) by the dates and times that the Contract gives or the Authorised Officer reasonably requires.
3.2 The Contractor has satisfied itself, before tendering, of the nature and extent of the Works and of the conditions of performance. It may not claim extra payment because it misjudged a matter that it could have established by reasonable inquiry.
SPP/SKC/2024/037 Page 7 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
3.3 The Contractor shall hold and keep up to date every licence, permit, registration and consent that it needs.
3.4 The Contractor shall co-operate with other contractors of the Council and shall tell the Authorised Officer without delay of anything that may prevent or delay performance.
3.5 The Contractor is the principal contractor for the purposes of the Construction (Design and Management) Regulations 2015 and shall not begin on any site until the construction phase plan has been accepted by the Authorised Officer.
3.6 Temporary traffic management shall be designed by a competent person, be approved with the road space booking, and be removed on the day on which it is no longer needed.
3.7 The period for correcting defects is twenty-four months from completion of each site. The Contractor shall make good at its own expense every defect that is notified to it within that period.
4. STAFF
4.1 The Contractor shall use enough Staff who are suitably qualified, trained, experienced and supervised.
4.2 The Authorised Officer may, on reasonable grounds and in writing, require that a person be no longer used on the Contract. The Contractor shall replace that person without cost to the Council.
4.3 Staff shall carry identification with a photograph while they are on the Premises or visiting the public.
4.4 Where the Specification calls for checks by the Disclosure and Barring Service, no one may begin work before the result has been received and recorded. The Contractor shall follow the Council''s safeguarding procedures and report every concern on the day on which it arises.
4.5 The Contractor shall pay all Staff employed on the Contract at least the real living wage as published each year by the Living Wage Foundation, and shall pass on each new rate within six months of its announcement.1
4.6 The Contractor shall not use contracts that guarantee no hours unless the member of Staff has asked for one in writing.
4.7 The Contractor shall recognise the right of Staff to join a trade union and to be accompanied by its representative.
5. TRANSFER OF STAFF
5.1 The parties consider that the Transfer of Undertakings (Protection of Employment) Regulations 2006 (TUPE) do not apply on the Commencement Date, since there is no organised grouping of staff assigned to the Works.
5.2 The Contractor shall indemnify the Council against all claims that arise from its failure to meet its duties under TUPE.
5.3 Within ten Working Days of a request made in the last twelve months of the term, the Contractor shall give the Council complete and accurate information on the Staff who may
1
The real living wage is a voluntary rate and is higher than the statutory national living wage.
SPP/SKC/2024/037 Page 8 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
transfer at the end of the Contract. The Council may pass it on, without names, to those who are invited to tender.
5.4 In the last six months of the term the Contractor shall not, without the Council''s agreement, increase the number of Staff assigned to the Contract, change their terms, or replace them, except in the ordinary course of business.
5.5 Where members of Staff hold or held membership of the local government pension scheme by reason of earlier employment with the Council, the Contractor shall obtain admitted body status or provide a scheme that the Government Actuary certifies as broadly comparable.
6. PERFORMANCE
6.1 The Contractor shall meet the Key Performance Indicators and shall report on them within ten Working Days of the end of each month, in the form that the Specification gives.
6.2 The Authorised Officer and the Contractor''s contract manager shall meet at least once a quarter. Minutes shall be taken by the Contractor and agreed within five Working Days.
6.3 Where a Key Performance Indicator is missed in two consecutive months, or three times in any period of twelve months, the Contractor shall within ten Working Days submit an improvement plan for approval and shall then carry it out.
6.4 The Council may publish its assessment of the Contractor''s performance where the law requires or permits it.
7. QUALITY, HEALTH AND SAFETY
7.1 The Contractor shall operate a quality management system that meets BS EN ISO 9001 or equivalent, and shall show evidence of it on request.
7.2 The Contractor shall comply with the Health and Safety at Work etc. Act 1974. It shall prepare method statements and risk assessments before the work that they cover begins and shall keep them up to date.
7.3 Every accident, dangerous occurrence or near miss shall be recorded. Those that have to be reported by law shall be notified to the Authorised Officer on the same day.
7.4 The Contractor shall keep a business continuity plan, test it at least once a year and send the Council the results.
7.5 The Council may inspect the performance of the Contract and the place of performance at all reasonable times.
8. PRICE AND PAYMENT
8.1 In return for the Works the Council shall pay the Charges. The Price is firm for the first Contract Year and includes all costs and expenses of the Contractor unless the Pricing Schedule says otherwise.
8.2 From the second Contract Year on, either party may ask once a year for a review. The rates are adjusted by the price adjustment formula for road surfacing, quarterly from the second Contract Year.
8.3 The Contractor shall invoice monthly in arrears. An invoice is valid when it names the Contractor, describes what was done and when, states the sum requested and carries a
SPP/SKC/2024/037 Page 9 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
unique number and the purchase order number.
8.4 The Council shall pay every valid and undisputed invoice within 30 days beginning with the day on which it is received. If it does not pay by then it shall say why.
8.5 The Council accepts and processes electronic invoices that comply with the standard BS EN 16931-1:2017 or its successor.
8.6 The Council may withhold a sum that it disputes in good faith, provided that it pays the rest and gives its reasons within ten Working Days of receiving the invoice. Neither party may suspend performance on account of a disputed sum.
8.7 The Contractor shall pay its Sub-contractors within 30 days of receiving a valid and undisputed invoice, shall put a term to that effect into every sub-contract, and shall require its Sub-contractors to do the same.
8.8 Sums paid late bear simple interest at the rate of 4% a year above the base rate of the Bank of England from the due date until payment. The parties agree that this is a substantial remedy for late payment.
8.9 The Council shall retain 3% of each certified sum. Half of the retention is released on completion and the other half when the period for correcting defects has ended.
8.10 If the Contractor does not complete a site by the date in the accepted programme it shall pay liquidated damages of £2,500.00 per day for each site, up to £150,000.00 in all.
8.11 The Contractor shall provide a performance bond of 10% of the contract sum, in the form annexed, before the Commencement Date.
9. VALUE ADDED TAX AND RECOVERY
9.1 All sums in the Contract are exclusive of value added tax, which the Council shall pay in addition at the rate that applies on production of a valid tax invoice, unless a sum is expressly said to include it.
9.2 Where a sum is recoverable from the Contractor under the Contract, the Council may deduct it from any sum then due or which becomes due later, after giving five Working Days'' notice.
9.3 The Contractor shall repay within 20 Working Days any overpayment, however caused.
10. SOCIAL VALUE
10.1 The parties have had regard to the Public Services (Social Value) Act 2012. The Contractor shall deliver the Social Value Commitments in full and at no cost to the Council beyond the Charges.
10.2 Each Social Value Commitment is a contractual obligation. It stands in the Social Value Schedule with its measure, its quantity, the date by which it is to be delivered and the evidence that is to be shown.
10.3 The Contractor shall report on delivery of the Social Value Commitments every quarter, using the Council''s reporting tool, and shall keep the evidence for six years.
10.4 Financial proxies that were used to compare tenders do not limit or replace the commitments themselves. A proxy is not a sum payable by either party.
SPP/SKC/2024/037 Page 10 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
10.5 Where a commitment has not been delivered by its date, the Contractor shall within 20 Working Days propose an equivalent commitment of at least the same value to the community, to be delivered within six months.
10.6 If no equivalent is agreed, the Council may deduct from the Charges the reasonable cost of obtaining the same benefit from others, up to 2% of the Charges for the Contract Year concerned.
10.7 The Contractor shall use reasonable endeavours to advertise vacancies through the Council''s local employment service before advertising them elsewhere.
11. EQUALITY
11.1 The Contractor shall not discriminate unlawfully within the meaning of the Equality Act 2010 and shall take all reasonable steps to see that its Staff and Sub-contractors do not.
11.2 The Contractor shall support the Council in meeting the public sector equality duty in section 149 of that Act, and shall provide on request data on the make-up of its workforce, in a form that does not identify individuals.
11.3 Any finding of unlawful discrimination against the Contractor shall be notified to the Council within five Working Days, with the steps that have been taken to prevent a repetition.
12. MODERN SLAVERY
12.1 The Contractor shall comply with the Modern Slavery Act 2015 and shall ensure that there is no slavery or human trafficking in any part of its business or supply chain.
12.2 Where its turnover makes it subject to section 54 of that Act, the Contractor shall publish the statement that the section requires and send the Council a copy each year.
12.3 The Contractor shall tell the Council as soon as it becomes aware of an actual or suspected breach, and shall give all reasonable help with any investigation.
13. ENVIRONMENT
13.1 The Contractor shall carry out the Works so as to protect the environment and shall operate an environmental management system that meets BS EN ISO 14001 or equivalent.
13.2 The Contractor shall measure and report each year the greenhouse gas emissions that arise from the Contract, and agree with the Council how they are to be reduced.
13.3 The Contractor shall aim to reduce the use of single-use plastics in performing the Contract and to use materials with recycled content.
13.4 Waste shall be dealt with in accordance with the waste hierarchy. Transfer notes shall be kept for two years and shown on request.
14. CONFLICTS OF INTEREST AND PREVENTION OF CORRUPTION
14.1 The Contractor shall take all reasonable steps to avoid a conflict between its own interests and its duties under the Contract. It shall disclose any conflict, actual or potential, as soon as it becomes aware of it.
14.2 The Contractor shall not offer, give or agree to give any person an inducement or reward in connection with the Contract or any other contract with the Council. It shall keep adequate
SPP/SKC/2024/037 Page 11 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
procedures within the meaning of the Bribery Act 2010.
14.3 The Council may end the Contract at once if the Contractor or anyone acting for it, with or without its knowledge, commits an offence under the Bribery Act 2010 or section 117(2) of the Local Government Act 1972.
15. INSURANCE
15.1 The Contractor shall take out with a reputable insurer, and keep up for the whole term, at least the following cover:
Insurance	Minimum cover	Basis
Employers'' liability	£10m	each and every claim
Public liability	£10m	each and every claim
Contractors'' all risks	£2,000,000	any one occurrence
15.2 Evidence of cover shall be given before the Commencement Date, at each renewal and on request.
15.3 The terms of insurance and the amount of cover do not limit the Contractor''s liability under the Contract.
15.4 Professional cover, where it is required, shall be kept up for six years after the end of the Contract.
16. LIABILITY AND INDEMNITY
16.1 Nothing in the Contract limits or excludes liability for death or personal injury caused by negligence, for fraud, or for anything else for which liability cannot be limited by law.
16.2 The Contractor shall indemnify the Council against all losses, claims and expenses that arise from a Default, negligence or breach of statutory duty of the Contractor or its Staff, except so far as the Council has itself caused them.
16.3 Subject to clause 16.5, the total liability of the Contractor under or in connection with the Contract shall not exceed ten million pounds (£10,000,000) in all.
16.4 The total liability of the Council shall not exceed the Charges payable in the Contract Year in which the liability arises.
16.5 The limits do not apply to the indemnities in respect of TUPE, of data protection and of intellectual property rights, nor to wilful default.
16.6 Each party shall take reasonable steps to mitigate its loss.
17. CONFIDENTIALITY AND FREEDOM OF INFORMATION
17.1 Each party shall keep the other''s Confidential Information secret, use it for the Contract only, and disclose it only to those who need to know it and are bound in the same way.
17.2 The Contractor acknowledges that the Council is subject to the Freedom of Information Act 2000, the Environmental Information Regulations 2004 and the Local Government Transparency Code 2015. It shall pass on any request that it receives within two Working Days and help the Council to answer within the time allowed.
SPP/SKC/2024/037 Page 12 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
17.3 The Council decides whether information is exempt from disclosure. It shall consider what the Contractor has to say where it is reasonably practicable to ask.
17.4 The Council may publish an award notice and details of the Contract on Contracts Finder.
18. DATA PROTECTION
18.1 Each party shall comply with the UK GDPR and the Data Protection Act 2018. The Council is the controller of Personal Data processed under the Contract and the Contractor is its processor, unless the Data Schedule says otherwise.
18.2 The Contractor shall process Personal Data only on the Council''s documented instructions, keep it secure, ensure that those who handle it are bound to secrecy, engage another processor only with prior written consent, and not transfer it outside the United Kingdom without the same consent.
18.3 The Contractor shall tell the Council of any personal data breach without undue delay and in any event within 24 hours of becoming aware of it.
18.4 At the end of the Contract the Contractor shall, as the Council chooses, return or securely destroy all Personal Data and certify that it has done so.
18.5 The Contractor shall make available all information needed to show compliance and shall allow audits on reasonable notice.
19. INTELLECTUAL PROPERTY
19.1 Rights that belonged to a party before the Contract remain with it. Rights in documents, designs and data that the Contractor creates for the Council under the Contract belong to the Council.
19.2 The Contractor grants the Council a licence, without charge and for as long as the rights last, to use its existing material so far as is needed to benefit from the Works.
19.3 The Contractor shall indemnify the Council against claims that its performance infringes the rights of others.
20. RECORDS AND AUDIT
20.1 The Contractor shall keep full and accurate records of the Contract, including sums paid and hours worked, for six years after it ends.
20.2 The Council, its auditors and those who act for them may examine the records on ten Working Days'' notice. No notice is needed where fraud is suspected.
21. ASSIGNMENT AND SUB-CONTRACTING
21.1 The Contractor shall not assign the Contract or sub-contract any part of it without prior written consent, which shall not be unreasonably withheld. It remains responsible for its Sub-contractors as for itself.
21.2 The Contractor shall give small and medium-sized enterprises and voluntary organisations a fair chance to win sub-contracts and shall advertise those that can be let in the open market.
21.3 The Council may transfer the Contract to a body that takes over its functions.
SPP/SKC/2024/037 Page 13 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
22. CHANGE CONTROL
22.1 Either party may propose a Change in writing. Within ten Working Days the Contractor shall state what effect the Change would have on the Price, the programme and the Social Value Commitments.
22.2 No Change has effect until both parties have signed a change note. The Contractor shall meanwhile continue to perform the Contract as it stands.
22.3 A Change shall be valued at the rates in the Pricing Schedule or, where they do not fit, at rates derived from them.
22.4 A Change may be made only so far as regulation 72 of the Public Contracts Regulations 2015 allows.
23. DISPUTES
23.1 The parties shall try to settle any dispute by discussion, first between the Authorised Officer and the Contractor''s contract manager, and if that fails within ten Working Days between a director of each.
23.2 A dispute that is not settled within a further 20 Working Days may be referred to mediation by a mediator whom both accept or whom the Centre for Effective Dispute Resolution appoints. Each bears half of the cost.
23.3 Either party may at any time refer a dispute to adjudication under the Housing Grants, Construction and Regeneration Act 1996.
23.4 Performance continues while a dispute is being resolved.
24. TERMINATION
24.1 The Council may end the Contract at any time, in whole or in part, by giving three months'' written notice.
24.2 The Council may end the Contract with immediate effect by written notice if the Contractor:
(a) commits a material Default that cannot be put right, or that it has not put right within 20 Working Days of a notice that asks it to;
(b) commits persistent Defaults which, taken together, are material;
(c) becomes insolvent, enters administration or liquidation, or makes an arrangement with its creditors;
(d) undergoes a change of control to which the Council objects on reasonable grounds; or
(e) fails to keep up the insurance in clause 15.
24.3 The Council may also end the Contract where regulation 73 of the Public Contracts Regulations 2015 so provides.
24.4 The Contractor may end the Contract by giving 40 Working Days'' notice if an undisputed sum of more than one month''s Charges remains unpaid for that time after a reminder.
24.5 Where the Council ends the Contract for Default it may have the Works completed by others and recover from the Contractor the reasonable extra cost.
SPP/SKC/2024/037 Page 14 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
25. CONSEQUENCES OF EXPIRY AND TERMINATION
25.1 The Contractor shall carry out the exit plan, return all property of the Council, and give all reasonable help to see that the Works are handed over in good order, for up to six months.
25.2 An exit plan shall be submitted within six months of the Commencement Date and reviewed every year.
25.3 Rights that have accrued, and clauses that by their nature are meant to continue, survive the end of the Contract.
26. FORCE MAJEURE
26.1 A party prevented from performing by Force Majeure is not in Default so long as it tells the other at once, takes all reasonable steps to limit the effect, and resumes as soon as it can.
26.2 If Force Majeure lasts for more than 60 days either party may end the Contract by ten Working Days'' notice.
27. NOTICES
27.1 A notice shall be in writing and be delivered by hand, by recorded post or by e-mail to the address in the Form of Agreement. A notice by e-mail does not start proceedings.
27.2 A notice is taken to have been received on delivery if by hand, on the second Working Day after posting if by post, and on the next Working Day if by e-mail.
28. GENERAL
28.1 The Contract is the whole agreement between the parties on its subject. Neither has relied on a statement that is not written in it.
28.2 A failure to exercise a right is not a waiver of it. If a provision is found to be invalid the rest remains in force.
28.3 A person who is not a party has no right to enforce the Contract under the Contracts (Rights of Third Parties) Act 1999. This does not affect the rights of other members of the Sixfold Procurement Partnership named in the Form of Agreement.
28.4 The Contract is governed by the law of England and Wales, and the courts of England and Wales have exclusive jurisdiction.
SPP/SKC/2024/037 Page 15 of 16
Sample document written for tenderscan. All names are invented.
Contract – Highway Resurfacing Works 2025-27 Skarrowdale Council
Annex A: Data Schedule
Item	Description
Subject of the processing	performance of the Contract
Duration	the term of the Contract and one year after it
Kinds of Personal Data	names and addresses of residents who complain or claim
Data subjects	residents, Staff
Retention	as the Council instructs; otherwise deletion within 60 days of the end of the Contract
Security	encryption in transit and at rest, access limited to those who need it, yearly test by an independent body
Annex B: Form of change note
Item	To be completed
Change number	«Insert number»
Proposed by	«Insert party»
Description	«Insert description»
Effect on the Price	£XX excluding VAT
Effect on the Social Value Commitments	«Insert effect»
Date from which it applies	«Insert date»
Signed for the Council	
Signed for the Contractor	
The Contract stays as it is in all other respects.
Annex C: Escalation
Step	For the Council	For the Contractor	Time allowed
1	Authorised Officer	contract manager	ten Working Days
2	head of service	regional or operations director	ten Working Days
3	director	managing director or chief executive	ten Working Days
4	mediation	mediation	20 Working Days
SPP/SKC/2024/037 Page 16 of 16
Sample document written for tenderscan. All names are invented.','{"pages":[[1,0,1675,1],[2,1675,1675,0],[3,1675,2997,1],[4,2997,3804,1],[5,3804,5507,1],[6,5507,7854,1],[7,7854,10075,1],[8,10075,12936,1],[9,12936,15830,1],[10,15830,18752,1],[11,18752,21728,1],[12,21728,24307,1],[13,24307,27070,1],[14,27070,29581,1],[15,29581,31523,1],[16,31523,32828,1]],"blocks":[["heading",0,19,1],["paragraph",20,65,0],["paragraph",66,117,0],["heading",118,126,1],["heading",127,160,1],["paragraph",161,191,0],["paragraph",192,233,0],["heading",234,241,1],["list_item",242,336,0],["list_item",337,495,0],["heading",496,508,1],["list_item",509,717,2],["list_item",718,871,2],["list_item",872,949,2],["list_item",950,1016,0],["list_item",1017,1055,0],["list_item",1056,1081,0],["list_item",1082,1112,0],["list_item",1113,1150,0],["list_item",1151,1210,0],["list_item",1211,1276,0],["heading",1277,1292,1],["list_item",1293,1408,2],["list_item",1409,1502,2],["heading",1503,1516,1],["list_item",1517,1580,2],["footer",1581,1610,0],["footer",1611,1674,0],["header",1675,1739,0],["heading",1740,1772,1],["row",1773,1789,0],["row",1790,1823,0],["row",1824,1851,0],["row",1852,1918,0],["row",1919,1931,0],["row",1932,1956,0],["row",1957,2004,0],["heading",2005,2024,1],["heading",2025,2039,1],["list_item",2040,2142,2],["list_item",2143,2220,2],["heading",2221,2245,1],["heading",2246,2260,1],["row",2261,2278,0],["row",2279,2348,0],["row",2349,2415,0],["row",2416,2482,0],["row",2483,2551,0],["row",2552,2630,0],["row",2631,2678,0],["row",2679,2718,0],["row",2719,2774,0],["heading",2775,2806,1],["heading",2807,2818,1],["list_item",2819,2902,2],["footer",2903,2932,0],["footer",2933,2996,0],["header",2997,3061,0],["heading",3062,3094,1],["paragraph",3095,3128,0],["heading",3129,3155,1],["paragraph",3156,3449,0],["paragraph",3450,3709,0],["footer",3710,3739,0],["footer",3740,3803,0],["header",3804,3868,0],["heading",3869,3877,1],["list_item",3878,3942,1],["list_item",3943,3981,1],["list_item",3982,4044,1],["list_item",4045,4084,1],["list_item",4085,4136,1],["list_item",4137,4182,1],["list_item",4183,4243,1],["list_item",4244,4295,1],["list_item",4296,4359,1],["list_item",4360,4408,1],["list_item",4409,4453,1],["list_item",4454,4504,1],["list_item",4505,4552,1],["paragraph",4553,4556,0],["heading",4557,4596,1],["paragraph",4597,4639,0],["list_item",4640,4685,1],["list_item",4686,4745,1],["list_item",4746,4824,1],["list_item",4825,4876,1],["list_item",4877,4934,1],["list_item",4935,4988,1],["list_item",4989,5055,1],["list_item",5056,5106,1],["list_item",5107,5151,1],["list_item",5152,5199,1],["list_item",5200,5274,1],["list_item",5275,5324,1],["list_item",5325,5368,1],["list_item",5369,5412,1],["footer",5413,5442,0],["footer",5443,5506,0],["header",5507,5571,0],["heading",5572,5605,1],["list_item",5606,5679,2],["row",5680,5692,0],["row",5693,5834,0],["row",5835,5989,0],["row",5990,6078,0],["row",6079,6158,0],["row",6159,6192,0],["row",6193,6320,0],["row",6321,6488,0],["row",6489,6582,0],["row",6583,6657,0],["row",6658,6719,0],["row",6720,6903,0],["row",6904,6950,0],["row",6951,7034,0],["row",7035,7085,0],["row",7086,7190,0],["row",7191,7268,0],["row",7269,7317,0],["row",7318,7387,0],["row",7388,7504,0],["row",7505,7603,0],["row",7604,7679,0],["row",7680,7759,0],["footer",7760,7789,0],["footer",7790,7853,0],["header",7854,7918,0],["row",7919,7931,0],["row",7932,8047,0],["list_item",8048,8164,2],["list_item",8165,8286,2],["list_item",8287,8385,2],["list_item",8386,8412,0],["list_item",8413,8434,0],["list_item",8435,8482,0],["list_item",8483,8530,0],["list_item",8531,8585,0],["list_item",8586,8601,0],["list_item",8602,8701,2],["heading",8702,8709,1],["list_item",8710,8829,2],["list_item",8830,9067,2],["list_item",9068,9160,2],["list_item",9161,9385,2],["heading",9386,9417,1],["list_item",9418,9463,2],["list_item",9464,9522,0],["list_item",9523,9555,0],["list_item",9556,9632,0],["list_item",9633,9730,0],["list_item",9731,9980,2],["footer",9981,10010,0],["footer",10011,10074,0],["header",10075,10139,0],["list_item",10140,10252,2],["list_item",10253,10429,2],["list_item",10430,10665,2],["list_item",10666,10839,2],["list_item",10840,11035,2],["heading",11036,11044,1],["list_item",11045,11151,2],["list_item",11152,11348,2],["list_item",11349,11458,2],["list_item",11459,11736,2],["list_item",11737,11956,2],["list_item",11957,12080,2],["list_item",12081,12201,2],["heading",12202,12222,1],["list_item",12223,12440,2],["list_item",12441,12565,2],["list_item",12566,12743,2],["paragraph",12744,12745,0],["paragraph",12746,12841,0],["footer",12842,12871,0],["footer",12872,12935,0],["header",12936,13000,0],["paragraph",13001,13116,0],["list_item",13117,13349,2],["list_item",13350,13619,2],["heading",13620,13634,1],["list_item",13635,13812,2],["list_item",13813,13991,2],["list_item",13992,14227,2],["list_item",14228,14340,2],["heading",14341,14370,1],["list_item",14371,14514,2],["list_item",14515,14723,2],["list_item",14724,14895,2],["list_item",14896,15016,2],["list_item",15017,15130,2],["heading",15131,15151,1],["list_item",15152,15358,2],["list_item",15359,15559,2],["list_item",15560,15735,2],["footer",15736,15765,0],["footer",15766,15829,0],["header",15830,15894,0],["paragraph",15895,15939,0],["list_item",15940,16108,2],["list_item",16109,16233,2],["list_item",16234,16471,2],["list_item",16472,16691,2],["list_item",16692,16902,2],["list_item",16903,17074,2],["list_item",17075,17254,2],["list_item",17255,17386,2],["heading",17387,17418,1],["list_item",17419,17630,2],["list_item",17631,17817,2],["list_item",17818,17904,2],["heading",17905,17921,1],["list_item",17922,18118,2],["list_item",18119,18330,2],["list_item",18331,18501,2],["list_item",18502,18656,2],["footer",18657,18687,0],["footer",18688,18751,0],["header",18752,18816,0],["list_item",18817,19033,2],["list_item",19034,19226,2],["list_item",19227,19383,2],["heading",19384,19396,1],["list_item",19397,19580,2],["list_item",19581,19810,2],["list_item",19811,19997,2],["heading",19998,20016,1],["list_item",20017,20190,2],["list_item",20191,20366,2],["list_item",20367,20530,2],["heading",20531,20546,1],["list_item",20547,20720,2],["list_item",20721,20889,2],["list_item",20890,21031,2],["list_item",21032,21167,2],["heading",21168,21222,1],["list_item",21223,21443,2],["list_item",21444,21632,2],["footer",21633,21663,0],["footer",21664,21727,0],["header",21728,21792,0],["paragraph",21793,21847,0],["list_item",21848,22065,2],["heading",22066,22079,1],["list_item",22080,22202,2],["row",22203,22232,0],["row",22233,22279,0],["row",22280,22322,0],["row",22323,22375,0],["list_item",22376,22475,2],["list_item",22476,22587,2],["list_item",22588,22696,2],["heading",22697,22724,1],["list_item",22725,22911,2],["list_item",22912,23150,2],["list_item",23151,23316,2],["list_item",23317,23445,2],["list_item",23446,23592,2],["list_item",23593,23658,2],["heading",23659,23705,1],["list_item",23706,23888,2],["list_item",23889,24211,2],["footer",24212,24242,0],["footer",24243,24306,0],["header",24307,24371,0],["list_item",24372,24535,2],["list_item",24536,24629,2],["heading",24630,24649,1],["list_item",24650,24883,2],["list_item",24884,25179,2],["list_item",25180,25328,2],["list_item",25329,25484,2],["list_item",25485,25612,2],["heading",25613,25638,1],["list_item",25639,25835,2],["list_item",25836,26012,2],["list_item",26013,26128,2],["heading",26129,26150,1],["list_item",26151,26291,2],["list_item",26292,26448,2],["heading",26449,26483,1],["list_item",26484,26699,2],["list_item",26700,26890,2],["list_item",26891,26974,2],["footer",26975,27005,0],["footer",27006,27069,0],["header",27070,27134,0],["heading",27135,27153,1],["list_item",27154,27351,2],["list_item",27352,27501,2],["list_item",27502,27623,2],["list_item",27624,27727,2],["heading",27728,27740,1],["list_item",27741,27950,2],["list_item",27951,28169,2],["list_item",28170,28301,2],["list_item",28302,28363,2],["heading",28364,28379,1],["list_item",28380,28491,2],["list_item",28492,28588,2],["list_item",28589,28726,0],["list_item",28727,28795,0],["list_item",28796,28900,0],["list_item",28901,28989,0],["list_item",28990,29038,0],["list_item",29039,29155,2],["list_item",29156,29331,2],["list_item",29332,29485,2],["footer",29486,29516,0],["footer",29517,29580,0],["header",29581,29645,0],["heading",29646,29688,1],["list_item",29689,29879,2],["list_item",29880,29984,2],["list_item",29985,30104,2],["heading",30105,30122,1],["list_item",30123,30314,2],["list_item",30315,30427,2],["heading",30428,30439,1],["list_item",30440,30617,2],["list_item",30618,30780,2],["heading",30781,30792,1],["list_item",30793,30930,2],["list_item",30931,31053,2],["list_item",31054,31299,2],["list_item",31300,31427,2],["footer",31428,31458,0],["footer",31459,31522,0],["header",31523,31587,0],["heading",31588,31610,1],["row",31611,31627,0],["row",31628,31681,0],["row",31682,31737,0],["row",31738,31815,0],["row",31816,31846,0],["row",31847,31943,0],["row",31944,32059,0],["heading",32060,32088,1],["row",32089,32109,0],["row",32110,32139,0],["row",32140,32166,0],["row",32167,32199,0],["row",32200,32237,0],["row",32238,32292,0],["row",32293,32333,0],["row",32334,32357,0],["row",32358,32384,0],["paragraph",32385,32435,0],["heading",32436,32455,1],["row",32456,32508,0],["row",32509,32563,0],["row",32564,32630,0],["row",32631,32695,0],["row",32696,32733,0],["footer",32734,32764,0],["footer",32765,32828,0]],"tables":[[3,1773,2004,[[[1773,1777],[1778,1789]],[[1790,1807],[1808,1823]],[[1824,1835],[1836,1851]],[[1852,1870],[1871,1918]],[[1919,1928],[1929,1931]],[[1932,1946],[1947,1956]],[[1957,1965],[1966,2004]]]],[3,2261,2774,[[[2261,2264],[2265,2275],[2276,2278]],[[2279,2282],[2283,2332],[2333,2348]],[[2349,2352],[2353,2400],[2401,2415]],[[2416,2419],[2420,2466],[2467,2482]],[[2483,2486],[2487,2535],[2536,2551]],[[2552,2556],[2557,2614],[2615,2630]],[[2631,2635],[2636,2662],[2663,2678]],[[2679,2683],[2684,2708],[2709,2718]],[[2719,2723],[2724,2761],[2762,2774]]]],[6,5680,7759,[[[5680,5684],[5685,5692]],[[5693,5711],[5712,5834]],[[5835,5857],[5858,5989]],[[5990,5996],[5997,6078]],[[6079,6086],[6087,6158]],[[6159,6176],[6177,6192]],[[6193,6217],[6218,6320]],[[6321,6329],[6330,6488]],[[6489,6502],[6503,6582]],[[6583,6590],[6591,6657]],[[6658,6669],[6670,6719]],[[6720,6733],[6734,6903]],[[6904,6915],[6916,6950]],[[6951,6977],[6978,7034]],[[7035,7048],[7049,7085]],[[7086,7094],[7095,7190]],[[7191,7199],[7200,7268]],[[7269,7274],[7275,7317]],[[7318,7342],[7343,7387]],[[7388,7401],[7402,7504]],[[7505,7510],[7511,7603]],[[7604,7618],[7619,7679]],[[7680,7686],[7687,7759]]]],[7,7919,8047,[[[7919,7923],[7924,7931]],[[7932,7943],[7944,8047]]]],[12,22203,22375,[[[22203,22212],[22213,22226],[22227,22232]],[[22233,22253],[22254,22258],[22259,22279]],[[22280,22296],[22297,22301],[22302,22322]],[[22323,22345],[22346,22356],[22357,22375]]]],[16,31611,32059,[[[31611,31615],[31616,31627]],[[31628,31653],[31654,31681]],[[31682,31690],[31691,31737]],[[31738,31760],[31761,31815]],[[31816,31829],[31830,31846]],[[31847,31856],[31857,31943]],[[31944,31952],[31953,32059]]]],[16,32089,32384,[[[32089,32093],[32094,32109]],[[32110,32123],[32124,32139]],[[32140,32151],[32152,32166]],[[32167,32178],[32179,32199]],[[32200,32219],[32220,32237]],[[32238,32276],[32277,32292]],[[32293,32319],[32320,32333]],[[32334,32356],[32357,32357]],[[32358,32383],[32384,32384]]]],[16,32456,32733,[[[32456,32460],[32461,32476],[32477,32495],[32496,32508]],[[32509,32510],[32511,32529],[32530,32546],[32547,32563]],[[32564,32565],[32566,32581],[32582,32613],[32614,32630]],[[32631,32632],[32633,32641],[32642,32678],[32679,32695]],[[32696,32697],[32698,32707],[32708,32717],[32718,32733]]]]],"notices":[["page-without-text","Page 2 is a picture (a scan) without text; it was not read.",2]]}','reader 1, tagger 2, rules 989dc86227b9','2026-11-23T00:16:02+00:00',0);
CREATE TABLE finding (
	sha256 VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	label VARCHAR(20) NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	page INTEGER, 
	heading TEXT, 
	rule TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	value TEXT NOT NULL, 
	kind VARCHAR(40), 
	words TEXT, 
	low_pence BIGINT, 
	high_pence BIGINT, 
	currency VARCHAR(3), 
	day VARCHAR(10), 
	PRIMARY KEY (sha256, position), 
	FOREIGN KEY(sha256) REFERENCES document (sha256)
);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',0,'buyer',0,23,'Ottermarsh City Council',1,NULL,'organisation/public-body',0.7,'{"name": "Ottermarsh City Council", "company_number": null, "role": "author"}',NULL,' ottermarsh city council ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',1,'supplier',116,143,'Puddlecote Kitchens Limited',1,'Ottermarsh City Council','organisation/addressee',0.7,'{"name": "Puddlecote Kitchens Limited", "company_number": "99731190", "role": "awarded"}',NULL,' puddlecote kitchens limited ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',2,'date',193,210,'10 September 2024',1,'Ottermarsh City Council','date/document',0.8,'{"iso": "2024-09-10", "role": "document"}',NULL,NULL,NULL,NULL,NULL,'2024-09-10');
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',3,'document_type',286,302,'standstill ended',1,'School Catering, contract OCC-EDU-0619','document_type/award-letter',0.95,'{"type": "award_letter"}','award_letter',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',4,'supplier',408,435,'Puddlecote Kitchens Limited',1,'School Catering, contract OCC-EDU-0619','organisation/awarded',0.95,'{"name": "Puddlecote Kitchens Limited", "company_number": "99731190", "role": "awarded"}',NULL,' puddlecote kitchens limited ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',5,'date',471,485,'1 January 2025',1,'School Catering, contract OCC-EDU-0619','date/any',0.6,'{"iso": "2025-01-01", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2025-01-01');
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',6,'date',489,505,'31 December 2027',1,'School Catering, contract OCC-EDU-0619','date/end',0.8,'{"iso": "2027-12-31", "role": "end"}',NULL,NULL,NULL,NULL,NULL,'2027-12-31');
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',7,'money',551,556,'£2.94',1,'School Catering, contract OCC-EDU-0619','money/unit-rate',0.6,'{"amount": "2.94", "amount_max": null, "currency": "GBP", "kind": "unit_rate", "vat": "excl", "period": "unit"}','unit_rate',NULL,294,294,'GBP',NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',8,'money',608,621,'£1,881,600.00',1,'School Catering, contract OCC-EDU-0619','money/annual-value',0.9,'{"amount": "1881600.00", "amount_max": null, "currency": "GBP", "kind": "annual_value", "vat": "excl", "period": "year"}','annual_value',NULL,188160000,188160000,'GBP',NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',9,'money',649,655,'£5.64m',1,'School Catering, contract OCC-EDU-0619','money/contract-value',0.9,'{"amount": "5640000.00", "amount_max": null, "currency": "GBP", "kind": "contract_value", "vat": "excl", "period": null}','contract_value',NULL,564000000,564000000,'GBP',NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',10,'money',713,724,'£10 million',1,'School Catering, contract OCC-EDU-0619','money/insurance-pl',0.9,'{"amount": "10000000.00", "amount_max": null, "currency": "GBP", "kind": "insurance_PL", "vat": "unknown", "period": null}','insurance_PL',NULL,1000000000,1000000000,'GBP',NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',11,'money',744,754,'£5 million',1,'School Catering, contract OCC-EDU-0619','money/insurance-product',0.9,'{"amount": "5000000.00", "amount_max": null, "currency": "GBP", "kind": "insurance_product", "vat": "unknown", "period": null}','insurance_product',NULL,500000000,500000000,'GBP',NULL);
INSERT INTO "finding" VALUES('a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e',12,'clause',756,816,'We look forward to the jobs and apprenticeships you offered.',1,'School Catering, contract OCC-EDU-0619','clause/jobs',0.72,'{"kind": "social_value", "theme": "jobs", "strength": "mention"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',0,'buyer',0,19,'Skarrowdale Council',1,NULL,'organisation/public-body',0.7,'{"name": "Skarrowdale Council", "company_number": null, "role": "author"}',NULL,' skarrowdale council ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',1,'date',218,233,'13 January 2025',1,'Highway Resurfacing Works 2025-27','date/signature',0.8,'{"iso": "2025-01-13", "role": "signature"}',NULL,NULL,NULL,NULL,NULL,'2025-01-13');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',2,'buyer',246,265,'Skarrowdale Council',1,'BETWEEN','organisation/buyer',0.9,'{"name": "Skarrowdale Council", "company_number": null, "role": "buyer"}',NULL,' skarrowdale council ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',3,'supplier',341,368,'Basaltine Surfacing Limited',1,'BETWEEN','organisation/contractor',0.9,'{"name": "Basaltine Surfacing Limited", "company_number": "99102236", "role": "contractor"}',NULL,' basaltine surfacing limited ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',4,'document_type',499,508,'AGREEMENT',1,NULL,'document_type/contract',0.54,'{"type": "contract"}','contract',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',5,'money',1317,1330,'£6,482,115.40',1,'2. CONTRACT SUM','money/contract-value',0.9,'{"amount": "6482115.40", "amount_max": null, "currency": "GBP", "kind": "contract_value", "vat": "excl", "period": null}','contract_value',NULL,648211540,648211540,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',6,'money',1461,1472,'£648,211.54',1,'2. CONTRACT SUM','money/performance-security',0.9,'{"amount": "648211.54", "amount_max": null, "currency": "GBP", "kind": "performance_security", "vat": "unknown", "period": null}','performance_security',NULL,64821154,64821154,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',7,'date',1808,1823,'3 February 2025',3,'Schedule 1: Contract particulars','date/start',0.75,'{"iso": "2025-02-03", "role": "start"}',NULL,NULL,NULL,NULL,NULL,'2025-02-03');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',8,'date',1836,1851,'2 February 2027',3,'Schedule 1: Contract particulars','date/end',0.75,'{"iso": "2027-02-02", "role": "end"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',9,'money',1871,1880,'£2,500.00',3,'Schedule 1: Contract particulars','money/deductions',0.84,'{"amount": "2500.00", "amount_max": null, "currency": "GBP", "kind": "deductions", "vat": "unknown", "period": "day"}','deductions',NULL,250000,250000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',10,'money',1907,1918,'£150,000.00',3,'Schedule 1: Contract particulars','money/deductions',0.84,'{"amount": "150000.00", "amount_max": null, "currency": "GBP", "kind": "deductions", "vat": "unknown", "period": "day"}','deductions',NULL,15000000,15000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',11,'money',2212,2219,'£25,000',3,'1. MEASUREMENT','money/ceiling',0.6,'{"amount": "25000.00", "amount_max": null, "currency": "GBP", "kind": "budget_ceiling", "vat": "unknown", "period": null}','budget_ceiling',NULL,2500000,2500000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',12,'clause',2279,2348,'SK1	5 apprentices in civil engineering, levels 2 to 4	2 February 2027',3,'1. COMMITMENTS','clause/jobs',0.85,'{"kind": "social_value", "theme": "jobs", "strength": "firm"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',13,'date',2333,2348,'2 February 2027',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2027-02-02", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',14,'clause',2349,2415,'SK2	3 jobs for people unemployed for a year or more	31 August 2025',3,'1. COMMITMENTS','clause/jobs',0.85,'{"kind": "social_value", "theme": "jobs", "strength": "firm"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',15,'date',2401,2415,'31 August 2025',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2025-08-31", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2025-08-31');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',16,'clause',2416,2482,'SK5	160 hours of school visits and mock interviews	2 February 2027',3,'1. COMMITMENTS','clause/jobs',0.85,'{"kind": "social_value", "theme": "jobs", "strength": "firm"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',17,'date',2467,2482,'2 February 2027',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2027-02-02", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',18,'clause',2483,2551,'SK7	40% of contract spend with firms in the district	2 February 2027',3,'1. COMMITMENTS','clause/growth',0.8,'{"kind": "social_value", "theme": "growth", "strength": "firm"}','growth',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',19,'date',2536,2551,'2 February 2027',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2027-02-02", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',20,'clause',2552,2630,'SK12	yard of Skarrowdale Youth Forge resurfaced free of charge	31 October 2025',3,'1. COMMITMENTS','clause/social',0.8,'{"kind": "social_value", "theme": "social", "strength": "firm"}','social',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',21,'date',2615,2630,'31 October 2025',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2025-10-31", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2025-10-31');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',22,'clause',2631,2678,'SK15	1,150 tonnes of CO2e saved	2 February 2027',3,'1. COMMITMENTS','clause/environment',0.8,'{"kind": "social_value", "theme": "environment", "strength": "firm"}','environment',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',23,'date',2663,2678,'2 February 2027',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2027-02-02", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',24,'clause',2679,2718,'SK16	95% of planings recycled	each year',3,'1. COMMITMENTS','clause/environment',0.8,'{"kind": "social_value", "theme": "environment", "strength": "firm"}','environment',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',25,'clause',2719,2774,'SK20	trial of biogenic binder on two roads	30 June 2026',3,'1. COMMITMENTS','clause/innovation',0.75,'{"kind": "social_value", "theme": "innovation", "strength": "firm"}','innovation',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',26,'date',2762,2774,'30 June 2026',3,'1. COMMITMENTS','date/any',0.6,'{"iso": "2026-06-30", "role": "other"}',NULL,NULL,NULL,NULL,NULL,'2026-06-30');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',27,'buyer',3203,3222,'Skarrowdale Council',4,'Reference SPP/SKC/2024/037','organisation/buyer/known-name',0.45,'{"name": "Skarrowdale Council", "company_number": null, "role": "buyer"}',NULL,' skarrowdale council ',NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',28,'date',6177,6192,'3 February 2025',6,'1. DEFINITIONS AND INTERPRETATION','date/start',0.75,'{"iso": "2025-02-03", "role": "start"}',NULL,NULL,NULL,NULL,NULL,'2025-02-03');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',29,'date',6670,6685,'2 February 2027',6,'1. DEFINITIONS AND INTERPRETATION','date/end',0.75,'{"iso": "2027-02-02", "role": "end"}',NULL,NULL,NULL,NULL,NULL,'2027-02-02');
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',30,'clause',7318,7387,'Social Value Commitments	the commitments in the Social Value Schedule',6,'1. DEFINITIONS AND INTERPRETATION','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "mention"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',31,'clause',11737,11956,'4.5 The Contractor shall pay all Staff employed on the Contract at least the real living wage as published each year by the Living Wage Foundation, and shall pass on each new rate within six months of its announcement.1',8,'4. STAFF','clause/jobs',0.85,'{"kind": "social_value", "theme": "jobs", "strength": "firm"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',32,'clause',12746,12841,'The real living wage is a voluntary rate and is higher than the statutory national living wage.',8,'5. TRANSFER OF STAFF','clause/jobs',0.72,'{"kind": "social_value", "theme": "jobs", "strength": "mention"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',33,'clause',16472,16691,'8.7 The Contractor shall pay its Sub-contractors within 30 days of receiving a valid and undisputed invoice, shall put a term to that effect into every sub-contract, and shall require its Sub-contractors to do the same.',10,'8. PRICE AND PAYMENT','clause/growth',0.8,'{"kind": "social_value", "theme": "growth", "strength": "firm"}','growth',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',34,'money',17196,17205,'£2,500.00',10,'8. PRICE AND PAYMENT','money/deductions',0.9,'{"amount": "2500.00", "amount_max": null, "currency": "GBP", "kind": "deductions", "vat": "unknown", "period": "day"}','deductions',NULL,250000,250000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',35,'money',17235,17246,'£150,000.00',10,'8. PRICE AND PAYMENT','money/deductions',0.86,'{"amount": "150000.00", "amount_max": null, "currency": "GBP", "kind": "deductions", "vat": "unknown", "period": null}','deductions',NULL,15000000,15000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',36,'clause',17922,18002,'10.1 The parties have had regard to the Public Services (Social Value) Act 2012.',10,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "mention"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',37,'clause',18003,18118,'The Contractor shall deliver the Social Value Commitments in full and at no cost to the Council beyond the Charges.',10,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "firm"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',38,'clause',18119,18181,'10.2 Each Social Value Commitment is a contractual obligation.',10,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "firm"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',39,'clause',18182,18330,'It stands in the Social Value Schedule with its measure, its quantity, the date by which it is to be delivered and the evidence that is to be shown.',10,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "mention"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',40,'clause',18331,18501,'10.3 The Contractor shall report on delivery of the Social Value Commitments every quarter, using the Council''s reporting tool, and shall keep the evidence for six years.',10,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "firm"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',41,'clause',18817,19033,'10.5 Where a commitment has not been delivered by its date, the Contractor shall within 20 Working Days propose an equivalent commitment of at least the same value to the community, to be delivered within six months.',11,'10. SOCIAL VALUE','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "firm"}','general',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',42,'clause',19227,19383,'10.7 The Contractor shall use reasonable endeavours to advertise vacancies through the Council''s local employment service before advertising them elsewhere.',11,'10. SOCIAL VALUE','clause/jobs',0.72,'{"kind": "social_value", "theme": "jobs", "strength": "conditional"}','jobs',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',43,'clause',19397,19580,'11.1 The Contractor shall not discriminate unlawfully within the meaning of the Equality Act 2010 and shall take all reasonable steps to see that its Staff and Sub-contractors do not.',11,'11. EQUALITY','clause/social',0.8,'{"kind": "social_value", "theme": "social", "strength": "firm"}','social',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',44,'clause',19581,19810,'11.2 The Contractor shall support the Council in meeting the public sector equality duty in section 149 of that Act, and shall provide on request data on the make-up of its workforce, in a form that does not identify individuals.',11,'11. EQUALITY','clause/social',0.8,'{"kind": "social_value", "theme": "social", "strength": "firm"}','social',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',45,'clause',19811,19997,'11.3 Any finding of unlawful discrimination against the Contractor shall be notified to the Council within five Working Days, with the steps that have been taken to prevent a repetition.',11,'11. EQUALITY','clause/social',0.8,'{"kind": "social_value", "theme": "social", "strength": "firm"}','social',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',46,'clause',20017,20190,'12.1 The Contractor shall comply with the Modern Slavery Act 2015 and shall ensure that there is no slavery or human trafficking in any part of its business or supply chain.',11,'12. MODERN SLAVERY','clause/growth',0.8,'{"kind": "social_value", "theme": "growth", "strength": "firm"}','growth',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',47,'clause',20547,20720,'13.1 The Contractor shall carry out the Works so as to protect the environment and shall operate an environmental management system that meets BS EN ISO 14001 or equivalent.',11,'13. ENVIRONMENT','clause/environment',0.8,'{"kind": "social_value", "theme": "environment", "strength": "firm"}','environment',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',48,'clause',20721,20889,'13.2 The Contractor shall measure and report each year the greenhouse gas emissions that arise from the Contract, and agree with the Council how they are to be reduced.',11,'13. ENVIRONMENT','clause/environment',0.8,'{"kind": "social_value", "theme": "environment", "strength": "firm"}','environment',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',49,'clause',20890,21031,'13.3 The Contractor shall aim to reduce the use of single-use plastics in performing the Contract and to use materials with recycled content.',11,'13. ENVIRONMENT','clause/environment',0.68,'{"kind": "social_value", "theme": "environment", "strength": "aspirational"}','environment',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',50,'money',22254,22258,'£10m',12,'15. INSURANCE','money/insurance-el',0.84,'{"amount": "10000000.00", "amount_max": null, "currency": "GBP", "kind": "insurance_EL", "vat": "unknown", "period": null}','insurance_EL',NULL,1000000000,1000000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',51,'money',22297,22301,'£10m',12,'15. INSURANCE','money/insurance-pl',0.84,'{"amount": "10000000.00", "amount_max": null, "currency": "GBP", "kind": "insurance_PL", "vat": "unknown", "period": null}','insurance_PL',NULL,1000000000,1000000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',52,'money',22346,22356,'£2,000,000',12,'15. INSURANCE','money/insurance',0.71,'{"amount": "2000000.00", "amount_max": null, "currency": "GBP", "kind": "insurance_other", "vat": "unknown", "period": null}','insurance_other',NULL,200000000,200000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',53,'money',23276,23308,'ten million pounds (£10,000,000)',12,'16. LIABILITY AND INDEMNITY','money/liability-cap',0.84,'{"amount": "10000000.00", "amount_max": null, "currency": "GBP", "kind": "liability_cap", "vat": "unknown", "period": null}','liability_cap',NULL,1000000000,1000000000,'GBP',NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',54,'clause',26700,26890,'21.2 The Contractor shall give small and medium-sized enterprises and voluntary organisations a fair chance to win sub-contracts and shall advertise those that can be let in the open market.',13,'21. ASSIGNMENT AND SUB-CONTRACTING','clause/growth',0.8,'{"kind": "social_value", "theme": "growth", "strength": "firm"}','growth',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "finding" VALUES('b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553',55,'clause',27205,27351,'Within ten Working Days the Contractor shall state what effect the Change would have on the Price, the programme and the Social Value Commitments.',14,'22. CHANGE CONTROL','clause/social-value',0.9,'{"kind": "social_value", "theme": "general", "strength": "firm"}','general',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE place (
	id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	buyer TEXT, 
	pack TEXT, 
	current BOOLEAN NOT NULL, 
	seen_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (path, sha256), 
	FOREIGN KEY(sha256) REFERENCES document (sha256)
);
INSERT INTO "place" VALUES(1,'/share/08 Award letter.pdf','a5ca2774e31c33043d31af780c41e6a841c3b0f56f2a1a20a2b1195ad1555a0e','Ottermarsh City Council','Catering',1,'2026-11-23T00:16:02+00:00');
INSERT INTO "place" VALUES(2,'/share/cut.pdf','1a980c9da040ca0c0c1c0dc31516be44ddcb6dd801bdabfdfe731c373e27ea0c','Ottermarsh City Council','Catering',1,'2026-11-23T00:16:02+00:00');
INSERT INTO "place" VALUES(3,'/share/09 Contract SKC-HW-2025-02 (signed).pdf','b31b3f496cb0f6c4d00226ef4c591f6908ac3264adff3aec842d032044735553','Ottermarsh City Council','Catering',1,'2026-11-23T00:16:02+00:00');
CREATE TABLE unread_path (
	path TEXT NOT NULL, 
	error_code VARCHAR(40) NOT NULL, 
	error_message TEXT NOT NULL, 
	seen_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (path)
);
INSERT INTO "unread_path" VALUES('/share/gone.pdf','path-missing','/share/gone.pdf does not exist. Check the spelling and that the drive is connected.','2026-11-23T00:16:02+00:00');
CREATE INDEX place_sha256 ON place (sha256);
CREATE INDEX finding_kind ON finding (label, kind);
CREATE INDEX finding_amount ON finding (label, low_pence);
COMMIT;
