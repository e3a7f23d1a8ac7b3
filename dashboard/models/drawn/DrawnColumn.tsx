import { Alert, Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { errorSentence } from '../../format/errors.js';
import { JobAnnouncement } from '../../jobs/JobAnnouncement.js';
import { isFinished, jobWords } from '../../jobs/job-state.js';
import { useWorkspacePath } from '../../session/session.js';
import { OriginBadge } from '../../ui/OriginBadge.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { settingOf } from '../runs/run-words.js';
import { SimulatedBadge } from '../VersionBadges.js';
import { CandidateCard } from './CandidateCard.js';
import { candidateSlots } from './candidate-slots.js';
import { knowledgeWords, unheardWords } from './knowledge-words.js';
import { scoreLines } from './score-lines.js';
import type { CandidateRun, CandidateRunState } from './use-candidate-run.js';
import type { ShownScores } from './use-store-scores.js';

export interface DrawnColumnProps {
  readonly state: CandidateRunState;
  /** Of this column's store. */
  readonly scores: ShownScores | null;
  /** Of every store that is shown. */
  readonly stores: readonly ShownScores[];
}

/** What was drawn for one store. */
export function DrawnColumn({ state: { run, error, refetch }, scores, stores }: DrawnColumnProps) {
  return (
    <Panel
      title={run?.store ? `For ${run.store.name}` : 'Images'}
      actions={
        <Group gap={6}>
          <OriginBadge origin="AI_GENERATED" />
          {run?.version?.simulated && <SimulatedBadge />}
        </Group>
      }
    >
      <QueryView data={run} error={error} refetch={refetch}>
        {(drawn) => (
          <>
            <ColumnState run={drawn} />
            <Unheard words={drawn.unknownWords} modelName={drawn.version?.name ?? 'The generator'} />
            <Candidates run={drawn} stores={stores} />
            {scores?.payload && (
              <Unheard
                words={scores.payload.unknownWords.filter((word) => !drawn.unknownWords.includes(word))}
                modelName={scores.payload.version.name}
              />
            )}
            <WhatScoresRestOn scores={scores} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function ColumnState({ run }: { readonly run: CandidateRun }) {
  const workspacePath = useWorkspacePath();
  const { job } = run;
  if (job.status === 'FAILED')
    return (
      <Alert color="madder" title="The images could not be drawn" mb="md">
        {job.error ?? 'The server log says why.'}
      </Alert>
    );
  return (
    <Group justify="space-between" gap="xs" mb="sm">
      <JobAnnouncement status={job.status} />
      <Text size="sm" c="dimmed">
        {isFinished(job.status) ? `${jobWords(job)}, seed ${run.seed}` : jobWords(job)}
      </Text>
      <Anchor fz="sm" component={Link} to={workspacePath(`models/runs/${run.id}`)}>
        Run {run.id}
      </Anchor>
    </Group>
  );
}

interface CandidatesProps {
  readonly run: CandidateRun;
  readonly stores: readonly ShownScores[];
}

function Candidates({ run, stores }: CandidatesProps) {
  const prompt = settingOf(run.settings, 'prompt');
  const running = !isFinished(run.job.status);
  const count = running ? Number(settingOf(run.settings, 'count')) : run.images.length;
  return (
    <ul className="candidates">
      {candidateSlots(count, run.images, run.job, running).map((slot) => (
        <CandidateCard
          key={slot.position}
          slot={slot}
          title={`${prompt}, image ${slot.position + 1}${run.store ? ` for ${run.store.name}` : ''}`}
          fileName={`toile-${run.id}-${slot.position + 1}.png`}
          lines={slot.kind === 'finished' ? scoreLines(slot.hash, stores) : []}
        />
      ))}
    </ul>
  );
}

/** Words of the prompt that were lost on a model. */
function Unheard({ words, modelName }: { readonly words: readonly string[]; readonly modelName: string }) {
  const sentence = unheardWords(words, modelName);
  if (sentence === null) return null;
  return (
    <Text size="sm" c="var(--toile-caution)" my="xs" role="status">
      {sentence}
    </Text>
  );
}

/** Which facts of the store the scores use, and which the model does not know. */
function WhatScoresRestOn({ scores }: { readonly scores: ShownScores | null }) {
  if (scores?.error)
    return (
      <Text size="sm" c="var(--toile-caution)" mt="sm" role="status">
        Not scored: {errorSentence(scores.error)}
      </Text>
    );
  if (!scores?.payload) return null;
  const { version, knownFeatures, unknownFeatures } = scores.payload;
  return (
    <p className="note">
      Scores are 100 × cosine by {version.name}, higher is better; compare them down a column of one store,
      not between stores. {knowledgeWords(knownFeatures, unknownFeatures)}
    </p>
  );
}
