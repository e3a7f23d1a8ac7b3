import type { ModelRunDetailQuery } from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { OriginBadge } from '../../ui/OriginBadge.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { CandidateCard } from '../drawn/CandidateCard.js';
import { candidateSlots } from '../drawn/candidate-slots.js';
import { settingOf } from '../runs/run-words.js';

/** The images of a run, as they finish. */
export function DrawnPanel({ run }: { readonly run: ModelRunDetailQuery['modelRun'] }) {
  const finished = isFinished(run.job.status);
  const count = Number(settingOf(run.settings, 'count')) || run.images.length;
  const slots = candidateSlots(finished ? run.images.length : count, run.images, run.job, !finished);
  return (
    <Panel title="Images" actions={<OriginBadge origin="AI_GENERATED" />}>
      {slots.length === 0 ? (
        <EmptyNotice title="No image was finished" />
      ) : (
        <ul className="candidates">
          {slots.map((slot) => (
            <CandidateCard
              key={slot.position}
              slot={slot}
              title={`${settingOf(run.settings, 'prompt')}, image ${slot.position + 1}`}
              fileName={`run-${run.id}-${slot.position + 1}.png`}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}
