import { GenerateCandidatesDocument } from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';
import { SAMPLING_SEED_RANGE } from '../ranges.js';
import { type TrySettings, toInputs } from './try-settings.js';

/** A seed where the reader gave none; it is shown and kept, so that the images can be drawn again. */
function anySeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random % (SAMPLING_SEED_RANGE.max + 1);
}

/** Asks for one run a store and puts the runs into the address. */
export function useDrawing(settings: TrySettings, onChange: (changes: Partial<TrySettings>) => void) {
  const { run, loading, error } = useCommand(GenerateCandidatesDocument);

  const draw = async () => {
    const seed = settings.seed ?? anySeed();
    const runIds: string[] = [];
    for (const input of toInputs(settings, seed)) {
      const data = await run(input);
      if (!data) break;
      runIds.push(data.generateCandidates.id);
    }
    if (runIds.length > 0) onChange({ seed, runIds });
  };
  return { draw, loading, error };
}
