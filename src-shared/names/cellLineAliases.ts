/**
 * Keys (see `cellLineKey`) of names for one and the same line. Derived lines, clones and resistant variants are lines of
 * their own and stand in no group with their parent. Facts as in Cellosaurus; the names of the NCI-60 as its panel and
 * CellMiner write them.
 */
export const aliasGroups: readonly (readonly [string, ...string[]])[] = [
  // NCI-60
  ['A549', 'A549ATCC'],
  ['HL60', 'HL60TB'],
  ['MDAMB231', 'MDAMB231ATCC', 'MDA231', 'MB231'],
  ['NCIADRRES', 'ADRRES', 'MCF7ADRRES'],
  ['786O', '7860'],
  ['UO31', 'U031'],
  ['OVCAR3', 'NIHOVCAR3'],
  ['SR', 'SR786'],
  ['U251', 'U251MG'],
  // NCI's lung lines, whose centre is often left out
  ['NCIH23', 'H23'],
  ['NCIH69', 'H69'],
  ['NCIH82', 'H82'],
  ['NCIH146', 'H146'],
  ['NCIH226', 'H226'],
  ['NCIH292', 'H292'],
  ['NCIH358', 'H358'],
  ['NCIH441', 'H441'],
  ['NCIH446', 'H446'],
  ['NCIH460', 'H460'],
  ['NCIH520', 'H520'],
  ['NCIH522', 'H522'],
  ['NCIH526', 'H526'],
  ['NCIH661', 'H661'],
  ['NCIH727', 'H727'],
  ['NCIH838', 'H838'],
  ['NCIH1299', 'H1299'],
  ['NCIH1437', 'H1437'],
  ['NCIH1563', 'H1563'],
  ['NCIH1573', 'H1573'],
  ['NCIH1581', 'H1581'],
  ['NCIH1650', 'H1650'],
  ['NCIH1666', 'H1666'],
  ['NCIH1703', 'H1703'],
  ['NCIH1792', 'H1792'],
  ['NCIH1793', 'H1793'],
  ['NCIH1944', 'H1944'],
  ['NCIH1975', 'H1975'],
  ['NCIH2009', 'H2009'],
  ['NCIH2030', 'H2030'],
  ['NCIH2122', 'H2122'],
  ['NCIH2126', 'H2126'],
  ['NCIH2170', 'H2170'],
  ['NCIH2228', 'H2228'],
  ['NCIH3122', 'H3122'],
  // Others
  ['22RV1', 'CWR22RV1'],
  ['HEP3B217', 'HEP3B'],
  ['MDAMB157', 'MDA157'],
  ['MDAMB361', 'MDA361'],
  ['MDAMB436', 'MDA436'],
  ['MDAMB453', 'MDA453'],
  ['MDAMB468', 'MDA468'],
  ['SUDHL4', 'DHL4'],
  ['SUDHL6', 'DHL6'],
  ['U87MG', 'U87'],
  ['U118MG', 'U118'],
  ['U138MG', 'U138'],
];

/**
 * Keys that lines without anything in common share: TT (thyroid) and T.T or T-T (oesophagus); KMH-2 (thyroid) and KM-H2
 * (Hodgkin lymphoma); ML-1 (thyroid) and ML-1 (leukaemia).
 */
export const homonyms: ReadonlySet<string> = new Set(['TT', 'KMH2', 'ML1']);
