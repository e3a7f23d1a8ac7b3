import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ImportKind } from '../../../../server/imports/index.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';

const product = useToile();
const folder = mkdtempSync(join(tmpdir(), 'toile-images-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const image = (background: string) =>
    sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .jpeg()
      .toBuffer();
  mkdirSync(join(folder, 'dresses'));
  mkdirSync(join(folder, 'hats'));
  writeFileSync(join(folder, 'dresses', 'd-1.jpg'), await image('red'));
  writeFileSync(join(folder, 'hats', 'Hut.JPG'), await image('blue'));
  writeFileSync(join(folder, 'hats', 'twice.jpg'), await image('green'));
  writeFileSync(join(folder, 'dresses', 'twice.jpg'), await image('green'));
  writeFileSync(join(folder, 'broken.png'), 'no image');
});

const HEADER = 'store,item,origin,title,category,price,currency,listed,retired,image';

async function importItems(lines: readonly string[], { dryRun = false, images = true } = {}) {
  const { id } = await product.toile.catalog.workspaces.resolve(OPERATOR, null);
  return product.toile.imports.files.importFile(OPERATOR, {
    kind: ImportKind.ITEMS,
    workspaceId: id,
    source: textSource('catalogue.csv', [HEADER, ...lines].join('\n')),
    maps: [],
    dryRun,
    imageFolder: images ? folder : null,
  });
}

const itemOf = async (key: string) => {
  const [item] = await product.dataSource.query(
    `SELECT title, origin, category, price_minor::int, currency, listed_on::text, image_hash FROM items WHERE key = $1`,
    [key],
  );
  return item;
};

describe('importing a catalogue', () => {
  it('only says what would happen in a dry run', async () => {
    const report = await importItems(['Ünïq,d-1,AI_GENERATED,,,,,,,'], { dryRun: true });

    expect(report).toMatchObject({
      acceptedCount: 1,
      tallies: { storesAdded: 1, itemsAdded: 1, withImage: 1 },
    });
    expect(await itemOf('d-1')).toBeUndefined();
    expect(await product.dataSource.query('SELECT FROM images')).toEqual([]);
  });

  it('adds items with their images, by the key or by the name of the file, and leaves blanks alone', async () => {
    const report = await importItems([
      'Ünïq,d-1,AI_GENERATED,Robe d’été – Соня 👗,dress,2.7199999999999998,EUR,2026-01-31,,',
      `Ünïq,h-1,HUMAN_DESIGNED,${'é'.repeat(300)},hat,,,,,hats/hut`,
      'Ünïq,n-1,human designed,,,,,,,',
    ]);

    expect(report).toMatchObject({
      acceptedCount: 3,
      rejectedCount: 0,
      tallies: { storesAdded: 1, itemsAdded: 3, withImage: 2, titlesShortened: 1 },
    });
    expect(await itemOf('d-1')).toEqual({
      title: 'Robe d’été – Соня 👗',
      origin: 'AI_GENERATED',
      category: 'dress',
      price_minor: 272,
      currency: 'EUR',
      listed_on: '2026-01-31',
      image_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await itemOf('h-1')).title).toBe(`${'é'.repeat(199)}…`);
    expect(await itemOf('n-1')).toMatchObject({
      title: 'n-1',
      category: null,
      price_minor: null,
      image_hash: null,
    });
  });

  it('brings items up to date, and says why a row stays out', async () => {
    const report = await importItems([
      'Ünïq,d-1,AI_GENERATED,New title,,,,,,',
      'Ünïq,d-1,AI_GENERATED,Newer title,,,,,,',
      'Ünïq,h-1,AI_GENERATED,,,,,,,',
      'Ünïq,twice,AI_GENERATED,,,,,,,',
      'Ünïq,x-1,AI_GENERATED,,,,,,,broken.png',
      'Ünïq,x-2,AI_GENERATED,,,,,,,../../../etc/passwd',
      'Ünïq,x-3,AI_GENERATED,,,5,,2026-06-01,2026-01-01,',
      ',,,,,,,,,',
    ]);

    expect(report).toMatchObject({ acceptedCount: 1, tallies: { itemsAdded: 0, itemsChanged: 1 } });
    expect(report.firstRejections.map(({ row, reason }) => `${row}: ${reason}`)).toEqual([
      expect.stringMatching(/^3: an earlier row of this file states item "d-1"/),
      expect.stringMatching(/^4: item "h-1" is HUMAN_DESIGNED, not AI_GENERATED/),
      '5: 2 images are called "twice": name it by its path',
      expect.stringMatching(/^6: the image .*broken\.png: The file is not an image/),
      '7: there is no image "../../../etc/passwd" in the folder',
      '8: price needs a currency',
      expect.stringMatching(/^9: .*store is blank; item is blank; origin is blank/),
    ]);
    expect(await itemOf('d-1')).toMatchObject({ title: 'New title', category: 'dress' });
  });

  it('takes a row about an item of which an earlier row was rejected', async () => {
    const report = await importItems([
      'Ünïq,m-1,AI_GENERATED,,,,,2026-05-01,2026-04-01,',
      'Ünïq,m-1,AI_GENERATED,,,,,,,broken.png',
      'Ünïq,m-1,AI_GENERATED,Mantel,coat,,,,,',
      'Ünïq,h-1,AI_GENERATED,,,,,,,',
      'Ünïq,h-1,HUMAN_DESIGNED,,cap,,,,,',
    ]);

    expect(report.firstRejections.map(({ row }) => row)).toEqual([2, 3, 5]);
    expect(await itemOf('m-1')).toMatchObject({ title: 'Mantel', category: 'coat' });
    expect(await itemOf('h-1')).toMatchObject({ category: 'cap' });
  });

  it('refuses a folder without images', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'toile-empty-'));
    const { id } = await product.toile.catalog.workspaces.resolve(OPERATOR, null);
    const source = textSource('a.csv', `${HEADER}\n`);
    const request = {
      kind: ImportKind.ITEMS,
      workspaceId: id,
      source,
      maps: [],
      dryRun: false,
      imageFolder: empty,
    };

    await expect(product.toile.imports.files.importFile(OPERATOR, request)).rejects.toThrow(
      /There is no PNG/,
    );
    rmSync(empty, { recursive: true });
  });
});
