import { describe, expect, it } from '@jest/globals';
import { importedVersion } from '../../../../dashboard/models/bring-in/imported-version.js';
import {
  EMPTY_REMOTE,
  REMOTE_CHECKS,
  toRemoteInput,
} from '../../../../dashboard/models/bring-in/remote-form.js';
import { changeWords } from '../../../../dashboard/models/registry/stage-change.js';
import { sizeWords, versionsOfKind } from '../../../../dashboard/models/registry/version-rows.js';
import { apiExample } from '../../../../dashboard/models/version/api-example.js';
import { lineageOf } from '../../../../dashboard/models/version/lineage.js';

const version = (id: string, stage: 'PRODUCTION' | 'CANDIDATE' | 'ARCHIVED', day: number) => ({
  id,
  kind: 'REWARD' as const,
  stage,
  createdAt: `2026-01-0${day}T00:00:00Z`,
});

describe('the versions of a kind', () => {
  const all = [
    version('old', 'ARCHIVED', 1),
    version('new', 'CANDIDATE', 3),
    version('used', 'PRODUCTION', 2),
  ];

  it('begin with the one in production and end with what is archived, where that is asked for', () => {
    const ids = (withArchived: boolean) =>
      versionsOfKind(all, 'REWARD', withArchived).shown.map(({ id }) => id);

    expect(ids(false)).toEqual(['used', 'new']);
    expect(ids(true)).toEqual(['used', 'new', 'old']);
    expect(versionsOfKind(all, 'REWARD', false)).toMatchObject({
      production: { id: 'used' },
      archivedCount: 1,
    });
    expect(versionsOfKind(all, 'GENERATOR', true)).toEqual({ production: null, shown: [], archivedCount: 0 });
  });

  it('say their size, or where they run', () => {
    expect(sizeWords({ byteSize: 2048, parameterCount: 1_200_000, endpoint: null })).toBe(
      '2 KB, 1.2M parameters',
    );
    expect(sizeWords({ byteSize: 0, parameterCount: null, endpoint: { url: 'https://m.example.com' } })).toBe(
      'runs at m.example.com',
    );
    expect(sizeWords({ byteSize: 0, parameterCount: null, endpoint: {} })).toBe('runs on a model server');
  });

  it('have a line of ancestors and children, and no end where the registry has a loop', () => {
    const kin = (id: string, parent: string | null) => ({ id, parent: parent ? { id: parent } : null });
    const versions = [kin('a', null), kin('b', 'a'), kin('c', 'b'), kin('d', 'b')];

    const { ancestors, children } = lineageOf(versions, 'b');
    expect([ancestors, children].map((list) => list.map(({ id }) => id))).toEqual([['a'], ['c', 'd']]);
    expect(lineageOf([kin('x', 'y'), kin('y', 'x')], 'x').ancestors.length).toBeLessThan(3);
  });
});

describe('a change of what is in production', () => {
  const named = (name: string) => ({ id: name, name, metrics: [] });

  it('says whose place is taken, and where a roll-back goes', () => {
    const promotion = changeWords({
      kind: 'promote',
      model: 'REWARD',
      version: named('B'),
      production: named('A'),
    });
    const rollBack = changeWords({
      kind: 'roll-back',
      model: 'REWARD',
      production: named('B'),
      former: named('A'),
    });

    expect(promotion.sentences[0]).toContain('takes the place of “A”, which is archived');
    expect(rollBack.sentences[0]).toBe('“A” is the reward model in production again; “B” is archived.');
  });

  it('says so where nothing was in production before', () => {
    const { sentences } = changeWords({
      kind: 'promote',
      model: 'GENERATOR',
      version: named('B'),
      production: null,
    });

    expect(sentences[0]).toBe('It becomes the first generator in production.');
  });
});

describe('a model from elsewhere', () => {
  it('is registered with trimmed names, and values that are told once', () => {
    const input = toRemoteInput({
      ...EMPTY_REMOTE,
      name: ' Triton ',
      url: ' https://models.example.com/ ',
      modelName: 'clip',
      features: [{ key: '1', name: 'country', values: 'FR, DE,, FR' }],
    });

    expect(input).toMatchObject({
      name: 'Triton',
      url: 'https://models.example.com',
      modelVersion: null,
      keyVariable: null,
      features: [{ name: 'country', values: ['FR', 'DE'] }],
    });
  });

  it.each(['models.example.com', 'ftp://models.example.com', 'https://models.example.com/v2'])(
    'is refused at the address %s',
    (url) => {
      expect(REMOTE_CHECKS.url(url)).not.toBeNull();
    },
  );

  it('says both steps and guidance or neither, and only of a generator', () => {
    const generator = { ...EMPTY_REMOTE, kind: 'GENERATOR' as const, steps: 20, guidance: 2 };

    expect(toRemoteInput(generator).usualSampling).toEqual({ steps: 20, guidance: 2 });
    expect(toRemoteInput({ ...generator, kind: 'REWARD' }).usualSampling).toBeNull();
    expect(toRemoteInput({ ...EMPTY_REMOTE, kind: 'GENERATOR' }).usualSampling).toBeNull();
    expect(REMOTE_CHECKS.steps('', generator)).toBe('Say both, or neither');
    expect(REMOTE_CHECKS.steps(51, generator)).toBe('From 1 to 50');
    expect(REMOTE_CHECKS.guidance(2, generator)).toBeNull();
  });

  it('has its key in a variable of a fixed form, or none', () => {
    expect(REMOTE_CHECKS.keyVariable('')).toBeNull();
    expect(REMOTE_CHECKS.keyVariable('TOILE_REMOTE_KEY_TRITON')).toBeNull();
    expect(REMOTE_CHECKS.keyVariable('my secret')).not.toBeNull();
  });

  it('is found in the result of its import', () => {
    expect(importedVersion('{"versionId":"v1"}')).toBe('v1');
    expect(importedVersion('{}')).toBeNull();
    expect(importedVersion(null)).toBeNull();
  });
});

it.each(['REWARD', 'GENERATOR'] as const)('shows a request to a %s whose body is JSON', (kind) => {
  const example = apiExample({ origin: 'https://t.example.com', workspace: 'main', kind, versionId: 'v1' });

  const bodies = [...example.matchAll(/-d '(\{.*?\})'(?:\n|$)/gs)].map(([, body]) => JSON.parse(body!));
  expect(bodies.length).toBe(kind === 'REWARD' ? 2 : 3);
  expect(bodies[1].variables.input.versionId).toBe('v1');
  expect(example).not.toContain('ORIGIN');
});
