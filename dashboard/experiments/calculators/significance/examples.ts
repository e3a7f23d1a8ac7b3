import type { ExampleNumbers } from '../answer/Example.js';

export const EXAMPLES: readonly ExampleNumbers[] = [
  {
    label: 'Cookie Cats, 7-day retention',
    origin: '(a published example: 90,189 players of a mobile game, gate at level 30 or 40; DataCamp)',
    texts: {
      name: ['Gate at level 30', 'Gate at level 40'],
      units: ['44700', '45489'],
      sum: ['8502', '8279'],
    },
  },
  {
    label: 'Four headlines, clicks',
    origin: '(a published example: Upworthy Research Archive, 2021)',
    texts: {
      name: ['Headline 1', 'Headline 2', 'Headline 3', 'Headline 4'],
      units: ['3060', '2982', '3112', '3083'],
      sum: ['49', '20', '31', '9'],
    },
  },
  {
    label: 'Revenue per visitor',
    origin: '(invented numbers)',
    texts: {
      kind: 'MEAN',
      units: ['10000', '10000'],
      sum: ['21500', '23100'],
      sumSquares: ['412000', '455000'],
    },
  },
  {
    label: 'Clicks of impressions, per visitor',
    origin: '(invented numbers)',
    texts: {
      kind: 'RATIO',
      units: ['10000', '10000'],
      sum: ['4100', '4400'],
      sumSquares: ['7300', '8100'],
      denominatorSum: ['81000', '80500'],
      denominatorSumSquares: ['1020000', '1010000'],
      productSum: ['52000', '55500'],
    },
  },
];
