import { expect, it } from '@jest/globals';
import { DEMONSTRATION_NOTE, limitationsOf } from '../../../../server/models/registry/limitations.js';
import { ModelKind } from '../../../../server/models/versions/model-kind.js';

it.each([
  [ModelKind.REWARD, /hardly depends on the prompt.* 31% .* 20%/],
  [ModelKind.GENERATOR, /override the colour in the prompt/],
])(
  'says of the demonstration %s what an audit found, and nothing of versions that people bring',
  (kind, found) => {
    expect(limitationsOf({ kind, note: DEMONSTRATION_NOTE })).toEqual([expect.stringMatching(found)]);
    expect(limitationsOf({ kind, note: null })).toEqual([]);
  },
);
