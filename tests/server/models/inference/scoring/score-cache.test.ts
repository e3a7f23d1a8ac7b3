import { expect, it } from '@jest/globals';
import { ScoreCache } from '../../../../../server/models/inference/scoring/score-cache.js';

const context = { versionId: 'v', profile: { store: 'Anna' }, prompt: 'ab tulle' };

it('computes the scores that it does not know, each once, and keeps what was said of the prompt', async () => {
  const cache = new ScoreCache();
  const asked: (readonly string[])[] = [];
  const scores = (hashes: readonly string[], prompt = context.prompt) =>
    cache.scores({ ...context, prompt }, hashes, async (missing) => {
      asked.push(missing);
      return { scores: missing.map(Number), unknownWords: ['tulle'] };
    });

  await scores(['1', '2', '1']);
  const known = await scores(['2', '1']);
  const both = await scores(['3', '1']);
  await scores(['1'], 'cd');

  expect(known).toEqual({ scores: [2, 1], unknownWords: ['tulle'] });
  expect(both).toEqual({ scores: [3, 1], unknownWords: ['tulle'] });
  expect(asked).toEqual([['1', '2'], ['3'], ['1']]);
});

it('keeps nothing of what failed', async () => {
  const cache = new ScoreCache();
  const failed = cache.scores(context, ['1'], () => Promise.reject(new Error('busy')));
  await expect(failed).rejects.toThrow('busy');

  const again = await cache.scores(context, ['1'], async () => ({ scores: [7], unknownWords: [] }));

  expect(again.scores).toEqual([7]);
});
