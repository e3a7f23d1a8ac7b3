/**
 * Clicks and impressions of AI-generated and human-designed items in eight stores: the made-up table on which three
 * ways to average a lift give three answers (+9.1 %, +17.1 %, +14.2 %).
 */
const STORES: readonly (readonly [string, number, number, number, number])[] = [
  ['s1', 12000, 600, 20000, 820],
  ['s2', 800, 52, 5000, 250],
  ['s3', 30000, 1110, 45000, 1530],
  ['s4', 2500, 95, 2600, 104],
  ['s5', 600, 15, 9000, 310],
  ['s6', 15000, 930, 14000, 700],
  ['s7', 4200, 189, 8000, 344],
  ['s8', 9100, 410, 30500, 1190],
];

/** The table as a shop exports it: one item an origin and store. */
export const eightStores = (): string =>
  [
    'store,item,origin,scenario,impressions,clicks,orders',
    ...STORES.flatMap(([store, aiImpressions, aiClicks, humanImpressions, humanClicks]) => [
      `${store},${store}-ai,AI_GENERATED,SEARCH,${aiImpressions},${aiClicks},0`,
      `${store},${store}-human,HUMAN_DESIGNED,SEARCH,${humanImpressions},${humanClicks},0`,
    ]),
  ].join('\n');
