import { ActionIcon, Progress, Tooltip } from '@mantine/core';
import { formatShare } from '../../format/numbers.js';
import { IconDownload } from '../../ui/icons/outlined.js';
import type { CandidateSlot } from './candidate-slots.js';
import { formatScore, type ScoreLine } from './score-lines.js';

export interface CandidateCardProps {
  readonly slot: CandidateSlot;
  /** What the image shows, for a reader who cannot see it. */
  readonly title: string;
  readonly fileName: string;
  /** What stores make of it; none where it is not scored. */
  readonly lines?: readonly ScoreLine[];
}

/** One image, from its place in the queue to its scores. */
export function CandidateCard({ slot, title, fileName, lines = [] }: CandidateCardProps) {
  return (
    <li className="candidate">
      {slot.kind === 'finished' ? (
        <div className="candidate-image">
          <img src={`/images/${slot.hash}`} alt={`AI-generated: ${title}`} decoding="async" />
          <Download hash={slot.hash} title={title} fileName={fileName} />
        </div>
      ) : (
        <Pending slot={slot} />
      )}
      {slot.kind === 'finished' && lines.length > 0 && <Scores lines={lines} />}
    </li>
  );
}

const FULL = 100;

function Pending({ slot }: { readonly slot: Exclude<CandidateSlot, { kind: 'finished' }> }) {
  const fraction = slot.kind === 'drawing' ? slot.fraction : 0;
  return (
    <div className="candidate-image candidate-pending">
      <span>
        Image {slot.position + 1} {slot.kind === 'drawing' ? formatShare(fraction) : 'waits'}
      </span>
      <Progress
        value={fraction * FULL}
        size="sm"
        w="70%"
        animated={slot.kind === 'drawing'}
        aria-label={`Progress of image ${slot.position + 1}`}
      />
    </div>
  );
}

type DownloadProps = Pick<CandidateCardProps, 'title' | 'fileName'> & { readonly hash: string };

function Download({ hash, title, fileName }: DownloadProps) {
  return (
    <Tooltip label="Download">
      <ActionIcon
        component="a"
        href={`/images/${hash}`}
        download={fileName}
        variant="default"
        className="candidate-download"
        aria-label={`Download ${title}`}
      >
        <IconDownload size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function Scores({ lines }: { readonly lines: readonly ScoreLine[] }) {
  return (
    <dl className="candidate-scores">
      {lines.map(({ storeId, storeName, score, isBest }) => (
        <div key={storeId} data-best={isBest || undefined}>
          <dt>{storeName}</dt>
          <dd>
            {isBest && <small>best</small>} {formatScore(score)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
