import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readHead } from '#main/importers/formats/readHead.ts';
import { readingContext, rejectionOf, sourceOf } from '../../../support/files.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { compoundFileOf, dateCell, workbookOf } from '../../../support/workbooks.ts';
import { zipOf } from '../../../support/zips.ts';

async function head(content: Uint8Array, sheet?: string) {
  const source = { ...sourceOf(temporaryFolder(), 'book.bin', content), sheet };
  const read = await readHead(source, readingContext());
  return { ...read, text: read.lines.map(String) };
}

const kinds = ['xlsx', 'biff8', 'ods'] as const;
const table = [
  ['gene', 'A', 'B'],
  ['EGFR', 1.123456789012345, 0.1 + 0.2],
  ['KRAS', 1e-7, null],
];

describe.each(kinds)('a sheet of %s', (kind) => {
  test('comes as tab-separated lines with numbers in full', async () => {
    const { text, sheets, sheet, byteCount, complete } = await head(workbookOf(kind, { Values: table }));
    expect(text).toEqual(['gene\tA\tB', 'EGFR\t1.123456789012345\t0.30000000000000004', 'KRAS\t1e-7\t']);
    expect({ sheets, sheet, complete }).toEqual({ sheets: ['Values'], sheet: 'Values', complete: true });
    expect(byteCount).toBeGreaterThan(1000);
  });

  test('is the first that holds a table, or the one named', async () => {
    const book = workbookOf(kind, {
      About: [['From a lab'], ['2026']],
      Values: table,
      More: [
        ['x', 'y'],
        ['z', 2],
      ],
    });
    expect((await head(book)).sheet).toBe('Values');
    const more = await head(book, 'More');
    expect(more.text).toEqual(['x\ty', 'z\t2']);
    expect(more.sheets).toEqual(['About', 'Values', 'More']);
    const { detail } = await rejectionOf(head(book, 'Other'));
    expect(detail.found).toContain('"More"');
  });

  test('keeps the numbers of its rows past blank ones', async () => {
    const { lineNumbers } = await head(workbookOf(kind, { Values: [['A title'], [], ...table] }));
    expect(lineNumbers).toEqual([1, 3, 4, 5]);
  });

  test('has words in one field, whatever is in them', async () => {
    const cells = [
      ['a\tb', 'c\nd', '"e" f'],
      ['TRUE', true, '  g '],
    ];
    expect((await head(workbookOf(kind, { Values: cells }))).text).toEqual([
      'a b\tc d\t"""e"" f"',
      'TRUE\tTRUE\tg',
    ]);
  });
});

describe.each(['xlsx', 'biff8'] as const)('a sheet of %s', (kind) => {
  test('shows dates that were names as the sheet shows them', async () => {
    const rows = [
      ['gene', 'A', 'B'],
      [dateCell(45537, 'd-mmm'), 1, 2],
      [dateCell(45352, 'mmm-yy'), 3, 4],
    ];
    const { text } = await head(workbookOf(kind, { Values: rows }));
    expect(text.slice(1)).toEqual(['2-Sep\t1\t2', 'Mar-24\t3\t4']);
  });

  test('gives what formulas gave, and "not available" as missing', async () => {
    const rows = [
      ['gene', 'A', 'B', 'C'],
      ['EGFR', { t: 'n' as const, v: 3, f: '1+1' }, { t: 'e' as const, v: 0x2a }, { t: 'e' as const, v: 7 }],
    ];
    expect((await head(workbookOf(kind, { Values: rows }))).text[1]).toBe('EGFR\t3\tNA\t#DIV/0!');
  });
});

test('a sheet of ods shows dates that were names as the sheet shows them', async () => {
  const cells = [
    '<table:table-cell office:value-type="date" office:date-value="2024-09-02"><text:p>2-Sep</text:p></table:table-cell>',
    '<table:table-cell office:value-type="float" office:value="1.5"><text:p>1.50</text:p></table:table-cell>',
  ].join('');
  const names = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'.repeat(
    2,
  );
  const rows = [names, cells].map((row) => `<table:table-row>${row}</table:table-row>`).join('');
  const content =
    '<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>' +
    `<table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
  const styles = '<?xml version="1.0"?><office:document-styles></office:document-styles>';
  const parts = {
    'META-INF/manifest.xml': Buffer.from('<x/>'),
    'styles.xml': Buffer.from(styles),
    'content.xml': Buffer.from(content),
  };
  const { text } = await head(zipOf(parts));
  expect(text).toEqual(['x\tx', '2-Sep\t1.5']);
});

describe('a workbook is refused', () => {
  const good = workbookOf('xlsx', { Values: table });
  const packed = workbookOf('xlsx', { Values: table }, { compression: true });
  const old = workbookOf('biff8', { Values: table });
  test.each([
    ['cut short', good.subarray(0, good.length - 40), 'the workbook is damaged'],
    ['with a flipped byte in it', flipped(good, good.length >> 1), 'the workbook is damaged'],
    ['with a flipped byte in a packed part', flipped(packed, packed.length >> 1), 'the workbook is damaged'],
    ['an .xls cut short', old.subarray(0, 700), 'the workbook is damaged'],
    ['without a sheet that holds anything', workbookOf('xlsx', { Empty: [] }), 'holds no table'],
    ['a zip archive of other things', zipOf({ 'readme.txt': Buffer.from('x') }), 'nor a workbook'],
  ])('%s', async (_, content, message) => {
    const { kind, message: said, detail } = await rejectionOf(head(content));
    expect(kind).toBe('invalid-input');
    expect(said).toContain(message);
    expect(detail.place?.file).toBe('book.bin');
    expect(detail.remedy).toBeDefined();
  });

  test('when it says that it unpacks to more than can be read', async () => {
    const bomb = zipOf({ 'xl/workbook.xml': Buffer.from('<x/>') }, { claimed: 3_000_000_000 });
    expect((await rejectionOf(head(bomb))).message).toContain('too large');
  });

  test('when it unpacks to more than it says', async () => {
    const huge = deflateRawSync(Buffer.alloc(450 << 20));
    const bomb = zipOf({ 'xl/workbook.xml': huge }, { deflated: true, claimed: 1000 });
    expect(bomb.length).toBeLessThan(1 << 20);
    expect((await rejectionOf(head(bomb))).message).toContain('too large');
  }, 60_000);

  test('when it is protected by a password', async () => {
    const locked = compoundFileOf('EncryptionInfo', 'EncryptedPackage');
    expect((await rejectionOf(head(locked))).message).toContain('protected by a password');
  });

  test('when it is another old Office file', async () => {
    const { detail } = await rejectionOf(head(compoundFileOf('WordDocument')));
    expect(detail.found).toContain('no .xls');
  });
});

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place] ^= 0xff;
  return copy;
}
