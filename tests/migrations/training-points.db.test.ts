import { expect, it } from '@jest/globals';
import { NumberTrainingPoints1764001800000 } from '../../migrations/1764001800000-number-training-points.js';
import { asOwner, useDatabase } from '../support/database/database.js';

const database = useDatabase();

it('numbers the points of earlier runs in the order of their times, and goes on after them', () =>
  asOwner(database, async (dataSource) => {
    const migration = new NumberTrainingPoints1764001800000();
    const runner = dataSource.createQueryRunner();
    const add = (stage: string, at: string) =>
      dataSource.query(
        `INSERT INTO training_points (run_id, stage, step, steps, loss, learning_rate ${at && ', at'})
         SELECT id, $1, 1, 1, 0.5, 0.1 ${at && `, '${at}'`} FROM model_runs`,
        [stage],
      );
    const stages = async () =>
      (await dataSource.query('SELECT stage FROM training_points ORDER BY id')).map(
        (row: { stage: string }) => row.stage,
      );
    await dataSource.query(`
      WITH job AS (
        INSERT INTO jobs (kind, payload, requested_by, attempts_left) VALUES ('train-model', '{}', 'someone', 1)
        RETURNING id
      )
      INSERT INTO model_runs (id, kind, workspace_id, seed, settings, created_by)
      SELECT job.id, 'TRAIN', workspaces.id, 1, '{}', 'someone' FROM job, workspaces WHERE is_default`);
    await migration.down(runner);
    await add('b', '2026-01-02');
    await add('a', '2026-01-03');
    await add('c', '2026-01-01');

    await migration.up(runner);
    await add('0', '');
    expect(await stages()).toEqual(['c', 'b', 'a', '0']);

    await migration.down(runner);
    await migration.up(runner);
    expect(await stages()).toEqual(['c', 'b', 'a', '0']);
    await runner.release();
  }));
