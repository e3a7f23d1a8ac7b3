import { describe, expect, it } from '@jest/globals';
import { columnMapping } from '../../../../server/imports/mapping/column-mapping.js';
import { guessedMaps } from '../../../../server/imports/mapping/guessed-maps.js';
import { parseMapText } from '../../../../server/imports/mapping/map-text.js';

const FIELDS = [
  { name: 'store', required: true, description: '', aliases: ['shop', 'merchant'] },
  { name: 'item', required: true, description: '', aliases: ['sku', 'product_id', 'item_id'] },
  { name: 'origin', required: false, description: '', aliases: [] },
] as const;

const mappingOf = (columns: string[], maps: string[]) =>
  columnMapping(
    FIELDS,
    columns,
    maps.map((map) => parseMapText(map, columns)),
  );
const read = (columns: string[], maps: string[], cells: string[]) =>
  mappingOf(columns, maps).read({ cells, numeric: null });

describe('a mapping', () => {
  it.each<[string, string[], string[], string[], Record<string, string>]>([
    [
      'none for a canonical header',
      ['store', 'item', 'origin'],
      [],
      ['s', 'i', 'o'],
      { store: 's', item: 'i', origin: 'o' },
    ],
    ['none for other letter case', ['Store', 'ITEM'], [], ['s', 'i'], { store: 's', item: 'i', origin: '' }],
    [
      'a column',
      ['interest', 'item'],
      ['store=interest'],
      ['15', 'i'],
      { store: '15', item: 'i', origin: '' },
    ],
    [
      'a column with an equals sign',
      ['a=b', 'item'],
      ['store=a=b'],
      ['s', 'i'],
      { store: 's', item: 'i', origin: '' },
    ],
    [
      'a column with a colon',
      ['a:b', 'item'],
      ['store=a:b:x=y'],
      ['x', 'i'],
      { store: 'y', item: 'i', origin: '' },
    ],
    ['a literal', ['item'], ['store:=Main street'], ['i'], { store: 'Main street', item: 'i', origin: '' }],
    [
      'an empty literal over a column',
      ['store', 'item', 'origin'],
      ['origin:='],
      ['s', 'i', 'o'],
      { store: 's', item: 'i', origin: '' },
    ],
    [
      'values',
      ['store', 'item', 'gender'],
      ['origin=gender:F=AI,M=HUMAN'],
      ['s', 'i', 'M'],
      { store: 's', item: 'i', origin: 'HUMAN' },
    ],
    [
      'any other value',
      ['store', 'item', 'g'],
      ['origin=g:F=AI,*=HUMAN'],
      ['s', 'i', 'X'],
      { store: 's', item: 'i', origin: 'HUMAN' },
    ],
    [
      'a value with a comma',
      ['store', 'item', 'g'],
      ['origin=g:a\\,b=c\\=d'],
      ['s', 'i', 'a,b'],
      { store: 's', item: 'i', origin: 'c=d' },
    ],
    [
      'a value that ends in a backslash',
      ['store', 'item', 'g'],
      ['origin=g:C:\\\\=a\\\\,M=b'],
      ['s', 'i', 'C:\\'],
      { store: 's', item: 'i', origin: 'a\\' },
    ],
  ])('binds %s', (_, columns, maps, cells, record) => {
    expect(read(columns, maps, cells)).toEqual({ record, problems: [] });
  });

  it('reports a value its translation does not know', () => {
    expect(
      read(['store', 'item', 'gender'], ['origin=gender:F=AI,M=HUMAN'], ['s', 'i', '?']).problems,
    ).toMatchObject([{ field: 'origin', message: 'gender is "?", its map only knows F, M' }]);
  });

  it('tells the columns nobody uses and the maps in force', () => {
    const mapping = mappingOf(['Store', 'item', 'age', 'g'], ['origin=g:F=AI,M=X\\,Y']);

    expect(mapping.unusedColumns).toEqual(['age']);
    expect(mapping.maps).toEqual(['item=item', 'origin=g:F=AI,M=X\\,Y', 'store=Store']);
  });

  it('takes the column of exactly the name before one of another letter case', () => {
    expect(read(['Store', 'item', 'store'], [], ['x', 'i', 's']).record).toMatchObject({ store: 's' });
    expect(guessedMaps(FIELDS, ['Store', 'item', 'store'])[0]).toEqual({ field: 'store', column: 'store' });
  });

  it.each([[['Store', 'STORE', 'item']], [['store', 'item', 'store (2)']]])(
    'asks for a map where two columns can be a field: %j',
    (columns) => {
      expect(() => mappingOf(columns, [])).toThrow(
        /^The columns ".*" and ".*" can both be store: choose one$/,
      );
      expect(read(columns, [`store=${columns[0]}`], ['s', 'i', 'i']).record).toMatchObject({ store: 's' });
      expect(guessedMaps(FIELDS, columns).map(({ field }) => field)).not.toContain('store');
    },
  );

  it('binds no column to a field that has to be mapped', () => {
    const fields = [
      ...FIELDS,
      { name: 'id', required: false, description: '', aliases: ['uuid'], onlyIfMapped: true },
    ];
    const columns = ['store', 'item', 'Id'];

    expect(columnMapping(fields, columns, []).maps).toEqual(['item=item', 'store=store']);
    expect(columnMapping(fields, columns, [{ field: 'id', column: 'Id' }]).maps).toContain('id=Id');
    expect(guessedMaps(fields, columns).map(({ field }) => field)).toEqual(['store', 'item']);
    expect(guessedMaps(fields, [...columns, 'uuid']).at(-1)).toEqual({ field: 'id', column: 'uuid' });
  });

  it('says the same of maps whose values come in another order', () => {
    const columns = ['store', 'item', 'g'];

    expect(mappingOf(columns, ['origin=g:M=HUMAN,F=AI']).maps).toEqual(
      mappingOf(columns, ['origin=g:F=AI,M=HUMAN']).maps,
    );
  });

  it.each<[string[], string[], RegExp]>([
    [
      ['store', 'item'],
      ['stroe=item'],
      /no field "stroe", did you mean "store"\? There are: store, item, origin/,
    ],
    [['intrest', 'item'], ['store=interest'], /no column "interest", did you mean "intrest"\?/],
    [['age', 'item'], [], /Nothing fills store\. The columns are: age, item\. Choose a column for each/],
    [['store', 'item'], ['store=store', 'store=item'], /two maps for store/],
    [['store', 'item'], ['origin=store:F=a,M=b,F=c'], /translates "F" twice: keep one/],
    [['store', 'item'], ['store'], /not of the form field=column/],
    [['store', 'item'], ['origin=store:F'], /has "F" where it needs FROM=TO/],
  ])('refuses %j with %j', (columns, maps, message) => {
    expect(() => mappingOf(columns, maps)).toThrow(message);
  });
});

describe('typed maps', () => {
  const columns = ['shop', 'item', 'g'];

  it('bind columns, values and literals', () => {
    const maps = [
      { field: 'store', literal: ' Main street ' },
      { field: 'origin', column: 'g', values: [{ from: ' F ', to: 'AI ' }] },
      { field: 'item', column: 'item', literal: null, values: null },
    ];

    expect(
      columnMapping(FIELDS, columns, maps, { mapsAreComplete: true }).read({
        cells: ['s', 'i', 'F'],
        numeric: null,
      }),
    ).toEqual({
      record: { store: 'Main street', item: 'i', origin: 'AI' },
      problems: [],
    });
  });

  it.each([
    [{ field: 'store' }],
    [{ field: 'store', column: 'shop', literal: 'Main' }],
    [{ field: 'store', literal: 'Main', values: [{ from: 'a', to: 'b' }] }],
  ])('need one source: %j', (map) => {
    expect(() => columnMapping(FIELDS, columns, [map])).toThrow(
      'The map of store needs either a column, with or without values, or a literal',
    );
  });

  it('translate at most 1,000 values', () => {
    const values = Array.from({ length: 1_001 }, (_, n) => ({ from: String(n), to: 'AI' }));

    expect(() => columnMapping(FIELDS, columns, [{ field: 'store', column: 'shop', values }])).toThrow(
      'The map of store has 1,001 values: the limit is 1,000',
    );
  });
});

it('guesses maps from names that other systems use, each column once', () => {
  expect(guessedMaps(FIELDS, ['Shop', 'item_id', 'SKU'])).toEqual([
    { field: 'store', column: 'Shop' },
    { field: 'item', column: 'SKU' },
  ]);
});
