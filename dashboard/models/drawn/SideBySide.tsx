import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { DrawnColumn } from './DrawnColumn.js';
import { useCandidateRun } from './use-candidate-run.js';
import { useStoreScores } from './use-store-scores.js';

/** The images of the runs in the address, a column a store, each scored for every store that is shown. */
export function SideBySide({ runIds }: { readonly runIds: readonly string[] }) {
  const first = useCandidateRun(runIds[0] ?? null);
  const second = useCandidateRun(runIds[1] ?? null);
  const runs = [first.run, second.run].filter((run) => run !== null);
  const hashes = runs.flatMap(({ images }) => images.map(({ image }) => image.hash));
  const firstScores = useStoreScores(first.run, hashes);
  const secondScores = useStoreScores(second.run, hashes);
  const stores = [firstScores, secondScores].filter((scores) => scores !== null);

  if (runIds.length === 0)
    return (
      <EmptyNotice title="Nothing is drawn yet">
        Choose a store, or two to see how their tastes differ, and say what to draw. Images appear here as
        they finish.
      </EmptyNotice>
    );
  return (
    <div className="side-by-side">
      <DrawnColumn state={first} scores={firstScores} stores={stores} />
      {runIds.length > 1 && <DrawnColumn state={second} scores={secondScores} stores={stores} />}
    </div>
  );
}
