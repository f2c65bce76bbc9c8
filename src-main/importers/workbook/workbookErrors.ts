import { TracewiseError } from '#shared/model/errors.ts';

const saveAgain = 'Open it in a spreadsheet and save it again, or save the sheet as tab-separated text';

export function notAWorkbook(file: string, found: string, remedy: string): TracewiseError {
  return new TracewiseError('invalid-input', 'this is not a text table, nor a workbook', {
    place: { file },
    found,
    expected: 'an .xlsx, .xls or .ods workbook, or tab-, comma- or semicolon-separated text',
    remedy,
  });
}

export function damagedWorkbook(file: string, found: string, cause: unknown): TracewiseError {
  const detail = {
    place: { file },
    found,
    expected: 'a whole .xlsx, .xls or .ods workbook',
    remedy: saveAgain,
  };
  return new TracewiseError('invalid-input', 'the workbook is damaged', detail, { cause });
}

export function protectedWorkbook(file: string, cause: unknown): TracewiseError {
  const remedy = 'Open it in a spreadsheet, take the password away and save it again';
  const detail = {
    place: { file },
    found: 'an encrypted workbook',
    expected: 'one without a password',
    remedy,
  };
  return new TracewiseError('invalid-input', 'the workbook is protected by a password', detail, { cause });
}

export function workbookTooLarge(file: string, mostBytes: number): TracewiseError {
  const limit = `${mostBytes >> 20} MiB`;
  return new TracewiseError('invalid-input', 'the workbook is too large to be read', {
    place: { file },
    found: `more than ${limit} when unpacked`,
    expected: `a workbook of at most ${limit}`,
    remedy: 'Save the sheet as tab-separated text, which has no limit, and import that',
  });
}

export function noSuchSheet(file: string, sheet: string, sheets: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-input', `the workbook has no sheet "${sheet}"`, {
    place: { file },
    found: `the sheets ${sheets.map((name) => `"${name}"`).join(', ')}`,
    expected: 'the name of one of them',
    remedy: 'Choose one of its sheets',
  });
}

export function noTable(file: string): TracewiseError {
  return new TracewiseError('invalid-input', 'the workbook holds no table', {
    place: { file },
    found: 'no sheet with cells',
    expected: 'a sheet with a header and at least one row',
    remedy: 'Check that this is the right workbook',
  });
}
