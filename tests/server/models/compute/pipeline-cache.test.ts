import { beforeEach, describe, expect, it } from '@jest/globals';
import { PipelineCache } from '../../../../server/models/compute/pipeline-cache.js';

describe('a cache of pipelines', () => {
  let events: string[];
  let cache: PipelineCache;
  beforeEach(() => {
    events = [];
    cache = new PipelineCache(10);
  });

  const get = (key: string, byteSize: number) =>
    cache.get(key, byteSize, () => {
      events.push(`open ${key}`);
      return { key, dispose: () => events.push(`dispose ${key}`) };
    });

  it('opens each once', () => {
    expect(get('a', 4)).toBe(get('a', 4));
    expect(events).toEqual(['open a']);
  });

  it('makes room before it opens, beginning with what was used longest ago', () => {
    get('a', 4);
    get('b', 4);
    get('a', 4);
    get('c', 6);

    expect(events).toEqual(['open a', 'open b', 'dispose b', 'open c']);
  });

  it('keeps what is larger than it may be, alone', () => {
    get('a', 4);
    get('large', 40);
    get('large', 40);

    expect(events).toEqual(['open a', 'dispose a', 'open large']);
  });
});
