import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import {
  buildSchema,
  type DocumentNode,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
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

const schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));

/** What a server takes the variables of a query for. */
function variablesOf(document: DocumentNode, sent: Record<string, unknown>) {
  expect(validate(schema, document)).toEqual([]);
  const [operation] = document.definitions as OperationDefinitionNode[];
  const { coerced, errors } = getVariableValues(schema, operation!.variableDefinitions ?? [], sent);
  expect(errors).toBeUndefined();
  return coerced;
}

const params = (address: string) => new URLSearchParams(address);
const plan = params('kind=MEAN&baseline=10&sd=62.5&effect=5&shares=2:1&alternative=GREATER&units=5000');
const named = new URLSearchParams([
  ...['a "b" \\', 'c\nd #{é}'].map((name) => ['name', name]),
  ...[...params('units=44700&units=45489&sum=8502&sum=8279&margin=2&planned=90000&lower=1')],
]);

it.each<[string, DocumentNode, object | null]>([
  ['significance', SignificanceDocument, readSignificance(named).variables],
  [
    'a sample ratio',
    SampleRatioDocument,
    readSampleRatio(params('units=90&units=8&weight=9&weight=1')).variables,
  ],
  ['a sample size', SampleSizeDocument, readUnitPlan(plan).size.variables],
  ['stores', SampleSizeDocument, readStorePlan(params('sd=45&effect=13.35')).size.variables],
  ['an effect', DetectableEffectDocument, readUnitPlan(plan).effect.variables],
])('a copied query of %s asks by itself what the page asks', (_, document, variables) => {
  const asked = variablesOf(document, { ...variables });

  const copied = variablesOf(parse(queryText(document, { ...variables })), {});

  expect(JSON.parse(JSON.stringify(copied))).toEqual(JSON.parse(JSON.stringify(asked)));
  expect(Object.keys(asked ?? {})).not.toEqual([]);
});
