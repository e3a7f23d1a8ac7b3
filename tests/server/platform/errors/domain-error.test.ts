import { expect, it } from '@jest/globals';
import { DomainError, notFound } from '../../../../server/platform/index.js';

it('tells the caller which thing is missing', () => {
  const error = notFound('Store', 's-1');

  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({
    code: 'NOT_FOUND',
    message: 'Store s-1 does not exist',
    facts: { entity: 'Store' },
  });
});
