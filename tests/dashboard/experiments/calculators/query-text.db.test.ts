import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { queryText } from '../../../../dashboard/experiments/calculators/answer/query-text.js';
import { readStorePlan, readUnitPlan } from '../../../../dashboard/experiments/calculators/plan/plan-form.js';
import { readSampleRatio } from '../../../../dashboard/experiments/calculators/sample-ratio/sample-ratio-form.js';
import { readSignificance } from '../../../../dashboard/experiments/calculators/significance/significance-form.js';
import {
  DetectableEffectDocument,
  SampleRatioDocument,
  SampleSizeDocument,
  SignificanceDocument,
} from '../../../../dashboard/generated/graphql.js';
import { Role, type Viewer } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';

const toile = useToile();
const pm: Viewer = { kind: 'user', userId: randomUUID(), email: 'a@example.com', role: Role.PM };

const params = (address: string) => new URLSearchParams(address);
const plan = params('kind=MEAN&baseline=10&sd=62.5&effect=5&shares=2:1&alternative=GREATER&units=5000');
const arms = 'name=a "b" \\&name=c\nd&units=44700&units=45489&sum=8502&sum=8279&margin=2&planned=90000';

it.each<[string, DocumentNode, object | null]>([
  ['significance', SignificanceDocument, readSignificance(params(arms)).variables],
  [
    'a sample ratio',
    SampleRatioDocument,
    readSampleRatio(params('units=90&units=8&weight=9&weight=1')).variables,
  ],
  ['a sample size', SampleSizeDocument, readUnitPlan(plan).size.variables],
  ['stores', SampleSizeDocument, readStorePlan(params('sd=45&effect=13.35')).size.variables],
  ['an effect', DetectableEffectDocument, readUnitPlan(plan).effect.variables],
])('a copied query of %s answers the same by itself', async (_, document, variables) => {
  const text = queryText(document, { ...variables });

  const byItself = await toile.ask(text, {}, pm);

  expect(byItself).toEqual(await toile.ask(queryText(document, {}), { ...variables }, pm));
  expect(byItself).not.toBeNull();
});
