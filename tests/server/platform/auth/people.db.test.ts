import { expect, it } from '@jest/globals';
import { Role } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/execute.js';
import { addPerson } from '../../../support/viewers.js';

const toile = useToile();

it('tells a person who they are, and anyone else nothing', async () => {
  const analyst = await addPerson(toile.dataSource, Role.ANALYST);

  expect(await toile.ask('{ viewer { email role } }', {}, analyst)).toEqual({
    viewer: { email: analyst.email, role: 'ANALYST' },
  });
  expect(await toile.ask('{ viewer { email } }')).toEqual({ viewer: null });
});
