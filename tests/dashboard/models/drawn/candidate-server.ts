import { ApolloLink } from '@apollo/client';
import { Observable } from 'rxjs';

/** A run that draws for one store, as the server keeps it. */
export interface DrawingRun {
  readonly id: string;
  readonly storeName: string;
  status: 'RUNNING' | 'SUCCEEDED';
  /** Hashes of the images that are finished. */
  images: readonly string[];
}

const versionOf = (kind: 'REWARD' | 'GENERATOR') => ({
  ...{ __typename: 'ModelVersion', id: kind, kind, name: kind, stage: 'PRODUCTION', simulated: false },
  note: null,
});

const jobOf = ({ id, status }: DrawingRun) => ({
  __typename: 'Job',
  id,
  kind: 'generate-candidates',
  status,
  cancelling: false,
  done: 0,
  total: 2,
  message: null,
  result: null,
  error: null,
  createdAt: '2026-11-01T00:00:00Z',
  startedAt: '2026-11-01T00:00:00Z',
  finishedAt: null,
  requestedBy: 'ada@example.com',
});

const runOf = (run: DrawingRun) => ({
  __typename: 'ModelRun',
  id: run.id,
  seed: 1,
  settings: '{"prompt":"navy","count":2}',
  unknownWords: [],
  secondsLeft: null,
  version: versionOf('GENERATOR'),
  store: { __typename: 'Store', id: run.storeName, name: run.storeName },
  images: run.images.map((hash, position) => ({
    ...{ __typename: 'GeneratedImage', position, image: { __typename: 'Image', hash } },
  })),
});

interface Options {
  readonly runs: readonly DrawingRun[];
  /** How long an answer about a run is on its way: images are read at its beginning, the state at its end. */
  readonly answerMs?: number;
  /** The score of each image for a store; a store without one gets no answer. */
  readonly scoreOf?: Readonly<Record<string, number>>;
  /** Hears of every question about a run, before it is answered. */
  readonly onAsked?: () => void;
}

/** A server of drawings; the stream of a job tells its state every few milliseconds. */
export function candidateServer({ runs, answerMs = 0, scoreOf = {}, onAsked }: Options): ApolloLink {
  const runNamed = (id: unknown) => runs.find((run) => run.id === id)!;
  const answers: Record<string, (variables: Record<string, unknown>) => Observable<ApolloLink.Result>> = {
    CandidateRun: ({ id }) => {
      onAsked?.();
      const modelRun = runOf(runNamed(id));
      return later(answerMs, () => ({ modelRun: { ...modelRun, job: jobOf(runNamed(id)) } }));
    },
    JobProgress: ({ id }) =>
      new Observable((observer) => {
        const timer = setInterval(() => observer.next({ data: { jobProgress: jobOf(runNamed(id)) } }), 5);
        return () => clearInterval(timer);
      }),
    ImageScores: ({ input }) => {
      const { storeId, imageIds } = input as { storeId: string; imageIds: string[] };
      const score = scoreOf[storeId];
      return score === undefined
        ? new Observable()
        : later(0, () => ({ scoreImages: scoresOf(imageIds, score) }));
    },
  };
  return new ApolloLink(
    ({ operationName = '', variables }) => answers[operationName]?.(variables) ?? new Observable(),
  );
}

const later = (ms: number, data: () => Record<string, unknown>) =>
  new Observable<ApolloLink.Result>((observer) => {
    setTimeout(() => {
      observer.next({ data: data() });
      observer.complete();
    }, ms);
  });

const scoresOf = (hashes: readonly string[], score: number) => ({
  __typename: 'ImageScores',
  version: versionOf('REWARD'),
  scores: hashes.map((hash) => ({ __typename: 'ImageScore', image: { __typename: 'Image', hash }, score })),
  knownFeatures: [],
  unknownFeatures: [],
  unknownWords: [],
});
