import { expect, it } from '@jest/globals';
import { eventsCommand } from '../../../server/commands/events.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();

const { run } = useCommands(toile, eventsCommand);

it('events rebuild-rollups says what it did, also in the audit log', async () => {
  const printed = await run('events', 'rebuild-rollups');

  expect(printed).toBe('The rollups of Main were counted anew.\n');
  const audit = await toile.dataSource.query(
    `SELECT actor_kind, subject_type FROM audit_log WHERE action = 'rollups.rebuild'
       AND subject_id = (SELECT id::text FROM workspaces WHERE is_default)`,
  );
  expect(audit).toEqual([{ actor_kind: 'operator', subject_type: 'Workspace' }]);
});
