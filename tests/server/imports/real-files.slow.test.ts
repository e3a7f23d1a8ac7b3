import { beforeAll, expect } from '@jest/globals';
import type { FileImport } from '../../../server/imports/file-import.js';
import { ImportKind } from '../../../server/imports/index.js';
import { fileSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { itWith, publicFile, publicFiles } from '../../support/run/needs.js';

/** Files of real shops, where this machine has them; each has a small fixture of its own in the tests beside. */
const files = {
  ads: publicFile('kag_facebook_ads', 'KAG_conversion_data.csv'),
  datedAds: publicFile('kag_facebook_ads', 'KAG_conversion_data_with_added_date.csv'),
  listings: publicFile('wish_summer', 'summer-products-with-rating-and-performance_2020-08.csv'),
  photos: publicFile('clothing_photos', 'images_full_dataset.csv'),
  hats: publicFile('clothing_photos', 'test', 'hat'),
  sessions: publicFile('online_shoppers', 'online_shoppers_intention_semicolon.csv'),
};
const whenPresent = itWith(publicFiles(Object.values(files)));

const product = useToile();
let workspaceId: string;
beforeAll(async () => {
  workspaceId = (await product.toile.catalog.workspaces.resolve(OPERATOR, null)).id;
});

const importReal = async (kind: ImportKind, path: string, options: Partial<FileImport>) =>
  product.toile.imports.files.importFile(OPERATOR, {
    kind,
    workspaceId,
    source: await fileSource(path),
    maps: [],
    dryRun: false,
    ...options,
  });

const AD_MAPS = [
  'store=interest',
  'item=ad_id',
  'origin=gender:F=AI_GENERATED,M=HUMAN_DESIGNED',
  'impressions=Impressions',
  'clicks=Clicks',
  'orders=Approved_Conversion',
];

whenPresent('an advertising log becomes counts of 40 stores, whose sums its publisher states', async () => {
  const report = await importReal(ImportKind.COUNTS, files.ads, { maps: AD_MAPS });
  const [sums] = await product.dataSource.query(
    `SELECT sum(impressions)::int AS impressions, sum(clicks)::int AS clicks, sum(orders)::int AS orders,
       count(DISTINCT store_id)::int AS stores FROM store_day_totals WHERE workspace_id = $1`,
    [workspaceId],
  );

  expect(report).toMatchObject({
    rowCount: 1_143,
    rejectedCount: 0,
    tallies: { undated: 1_143, itemsAdded: 1_143 },
  });
  expect(sums).toEqual({ impressions: 213_434_828, clicks: 38_165, orders: 1_079, stores: 40 });
});

whenPresent(
  'the same log with days of its own form is read with a declared format, and warned about',
  async () => {
    const report = await importReal(ImportKind.COUNTS, files.datedAds, {
      maps: [...AD_MAPS, 'day=Date'],
      dateFormat: 'dd-mm-yyyy',
      dryRun: true,
    });

    expect(report).toMatchObject({ rejectedCount: 0, tallies: { undated: 0, mixedDays: 1_143 } });
  },
);

whenPresent('a catalogue of 958 merchants comes in without its 232 repeated listings', async () => {
  const maps = [
    'store=merchant_title',
    'item=product_id',
    'currency=currency_buyer',
    'origin:=HUMAN_DESIGNED',
  ];
  const report = await importReal(ImportKind.ITEMS, files.listings, { maps });

  expect(report).toMatchObject({
    rowCount: 1_573,
    rejectedCount: 232,
    tallies: { storesAdded: 958, itemsAdded: 1_341 },
  });
});

whenPresent('photos become images of the items whose file is in the folder', async () => {
  const maps = ['store:=Clothing photos', 'item=image', 'category=label', 'origin:=HUMAN_DESIGNED'];
  const report = await importReal(ImportKind.ITEMS, files.photos, { maps, imageFolder: files.hats });

  expect(report).toMatchObject({ acceptedCount: 12, tallies: { itemsAdded: 12, withImage: 12 } });
});

whenPresent('a file with semicolons is told by itself', async () => {
  const { id } = await product.toile.storage.uploads.put(
    'sessions.csv',
    (await fileSource(files.sessions)).stream(),
    10_000_000,
  );
  const preview = await product.toile.imports.files.preview(OPERATOR, workspaceId, {
    kind: ImportKind.COUNTS,
    uploadId: id,
    maps: null,
    dateFormat: null,
    numberFormat: null,
    delimiter: null,
    quoting: null,
  });

  expect(preview).toMatchObject({ delimiter: ';', rows: { length: 20 } });
  expect(preview.columns).toHaveLength(18);
});
