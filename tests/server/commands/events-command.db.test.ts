import { afterEach, expect, it, jest } from '@jest/globals';
import { Command } from 'commander';
import { eventsCommand } from '../../../server/commands/events.js';
import { useToile } from '../../support/execute.js';

const toile = useToile();

afterEach(() => {
  jest.restoreAllMocks();
});

it('events rebuild-rollups says what it did, also in the audit log', async () => {
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const program = new Command('toile');
  const open = { toile: toile.toile, dataSource: toile.dataSource };
  eventsCommand(program, (work) => work(open as Parameters<typeof work>[0]));

  await program.parseAsync(['events', 'rebuild-rollups'], { from: 'user' });

  expect(write).toHaveBeenCalledWith('The rollups of Main were counted anew.\n');
  const audit = await toile.dataSource.query(
    `SELECT actor_kind, subject_type FROM audit_log WHERE action = 'rollups.rebuild'
       AND subject_id = (SELECT id::text FROM workspaces WHERE is_default)`,
  );
  expect(audit).toEqual([{ actor_kind: 'operator', subject_type: 'Workspace' }]);
});
