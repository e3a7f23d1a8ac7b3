import type { DataSource } from 'typeorm';
import type { TrainingPoint } from './training-point.entity.js';

/** A point of a loss curve as it is shown. */
export type CurvePoint = Omit<TrainingPoint, 'id' | 'runId'>;

/**
 * Loss curve of a run, stage after stage. A curve of more points than wanted is thinned: its steps are put into
 * runs of equal length, each shown by its means of step, loss and learning rate; only the last point is always
 * exact. So a spike of one step is lowered by thinning, never left out, and the end is what training came to.
 *
 * @param maximumPoints at least 2
 */
export async function trainingCurve(
  dataSource: DataSource,
  runId: string,
  maximumPoints: number,
): Promise<CurvePoint[]> {
  return dataSource.query(CURVE, [runId, maximumPoints]);
}

/**
 * Buckets never reach over two stages; there are fewer of them the more stages there are, so that no more than $2
 * points come out.
 */
const CURVE = `
  WITH stages AS (
    SELECT stage, min(id) AS first_id, count(*) OVER () AS stage_count
    FROM training_points WHERE run_id = $1 GROUP BY stage
  ), numbered AS (
    SELECT point.*, first_id, stage_count, count(*) OVER () AS n,
      row_number() OVER (ORDER BY first_id, step) - 1 AS i
    FROM training_points AS point JOIN stages USING (stage) WHERE run_id = $1
  ), bucketed AS (
    SELECT *, CASE
      WHEN n <= $2::int THEN i
      WHEN i = n - 1 THEN n
      ELSE i * greatest($2::int - stage_count, 1) / (n - 1)
    END AS bucket
    FROM numbered
  )
  SELECT stage, round(avg(step))::int AS step, max(steps) AS steps, avg(loss) AS loss,
    avg(learning_rate) AS "learningRate"
  FROM bucketed GROUP BY stage, bucket ORDER BY min(i)
`;
