import { aliasGroups, homonyms } from './cellLineAliases.ts';

/** The sites that CCLE appends to the names of its lines. */
const tissues = [
  'ADRENAL_CORTEX',
  'AUTONOMIC_GANGLIA',
  'BILIARY_TRACT',
  'BONE',
  'BREAST',
  'CENTRAL_NERVOUS_SYSTEM',
  'CERVIX',
  'ENDOMETRIUM',
  'EYE',
  'FIBROBLAST',
  'GASTROINTESTINAL_TRACT',
  'GENITAL_TRACT',
  'HAEMATOPOIETIC_AND_LYMPHOID_TISSUE',
  'KIDNEY',
  'LARGE_INTESTINE',
  'LIVER',
  'LUNG',
  'MATCHED_NORMAL_TISSUE',
  'OESOPHAGUS',
  'OVARY',
  'PANCREAS',
  'PLACENTA',
  'PLEURA',
  'PRIMARY',
  'PROSTATE',
  'SALIVARY_GLAND',
  'SKIN',
  'SMALL_INTESTINE',
  'SOFT_TISSUE',
  'STOMACH',
  'TESTIS',
  'THYMUS',
  'THYROID',
  'UPPER_AERODIGESTIVE_TRACT',
  'URINARY_TRACT',
  'UVEA',
];
const tissueSuffix = new RegExp(`^(.+?)_(${tissues.join('|')})$`);

/** The NCI-60's nine panels, as CellMiner puts them before its names: `LC:A549`. */
const panelPrefix = /^(BR|CNS|CO|LC|LE|ME|OV|PR|RE):/;

const otherThanLettersAndDigits = /[^\p{L}\p{N}]+/gu;

/** What two ways to write one line share: upper case, letters and digits alone, without panel and tissue. */
export function cellLineKey(name: string): string {
  const upper = name.trim().toUpperCase().replace(panelPrefix, '');
  return upper.replace(tissueSuffix, '$1').replaceAll(otherThanLettersAndDigits, '');
}

/** The tissue that a name ends with, for instance `LUNG`; `undefined` without one. */
export function tissueOfName(name: string): string | undefined {
  return tissueSuffix.exec(name.trim().toUpperCase())?.at(2);
}

const firstOfGroup = new Map(aliasGroups.flatMap((group) => group.map((key) => [key, group[0]] as const)));

/** The key that all known names of a line share. */
export function aliasKey(key: string): string {
  return firstOfGroup.get(key) ?? key;
}

/** Whether several lines have names of this key, so that it does not tell which is meant. */
export function isHomonym(key: string): boolean {
  return homonyms.has(key);
}
