import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Role, type Viewer } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();
const person = (role: Role): Viewer => ({ kind: 'user', userId: randomUUID(), email: 'a@example.com', role });

const FIELDS = '{ chiSquare degreesOfFreedom pValue anytimePValue alert reason }';
const QUERY = `query ($arms: [ArmUnitsInput!]!, $concentration: Float) {
  sampleRatio(arms: $arms, concentration: $concentration) ${FIELDS} }`;

const ask = async (arms: object[]) => (await toile.ask(QUERY, { arms }, person(Role.PM))).sampleRatio;
const refusal = async (variables: object, role = Role.PM) =>
  (await toile.execute(QUERY, { ...variables }, person(role))).errors?.[0];

const arm = (name: string, units: number, weight?: number) => ({ name, units, weight });

describe('the sample ratio', () => {
  it('has the mismatch of a published experiment', async () => {
    // Kohavi, Tang & Xu, "Trustworthy Online Controlled Experiments", 2020, chapter 21: p 1.8E-6.
    const answer = await ask([arm('Control', 821_588), arm('Treatment', 815_482)]);
    expect(answer).toMatchObject({ degreesOfFreedom: 1, alert: true, reason: null });
    expect(answer.pValue).toBeCloseTo(1.8e-6, 7);
  });

  it('is that of an analysis of the same units', async () => {
    const arms = [arm('A', 700, 3), arm('B', 320, 1), arm('C', 5, 0)];
    const analysis = `query ($input: AnalysisInput!) { analysis(input: $input) { sampleRatio ${FIELDS} } }`;
    const input = { kind: 'PROPORTION', arms: arms.map((units) => ({ ...units, sum: 1 })) };
    const asked = await toile.ask(analysis, { input }, person(Role.PM));
    expect(await ask(arms)).toEqual(asked.analysis.sampleRatio);
  });

  it.each([
    ['two arms of one name', { arms: [arm('A', 1), arm('A', 2)] }, 'Two arms are named A'],
    ['a share for one arm alone', { arms: [arm('A', 1, 1), arm('B', 2)] }, 'Arm B has no `weight`'],
    ['a concentration of 0', { arms: [arm('A', 1), arm('B', 2)], concentration: 0 }, 'above 0'],
  ])('refuses %s', async (_, variables, words) => {
    const error = await refusal(variables);
    expect(error?.message).toContain(words);
    expect(error?.extensions?.code).toBe('INVALID_INPUT');
  });

  it('is not for experts', async () => {
    expect((await refusal({ arms: [arm('A', 1), arm('B', 2)] }, Role.EXPERT))?.extensions?.code).toBe(
      'FORBIDDEN',
    );
  });
});
