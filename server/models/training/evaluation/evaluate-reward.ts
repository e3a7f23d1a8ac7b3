import * as tf from '@tensorflow/tfjs-core';
import {
  AestheticPredictor,
  averagePrecision,
  type Backend,
  groupAuc,
  ModelError,
  type Profile,
  profileReader,
  type RewardFolder,
  type ScoredGroup,
  StepAwareReward,
  unitLength,
} from '../../../perfusion/index.js';
import { type BootstrapConfig, bootstrapMean } from '../../../statistics/index.js';
import { picturePlaces, shownPlaces } from '../data/group-batches.js';
import { clipBatch, type PictureSet } from '../data/picture-set.js';
import { type DataGroup, merchantsOf, type TestGroups } from '../data/preference-data.js';
import { idsOf, shortIds } from '../data/prompt-ids.js';
import { cachedEmbeddings } from '../objectives/reward/cached-embeddings.js';
import { loadedHead, type RewardHead } from '../objectives/reward/reward-head.js';
import { disposeParts, loadedReward } from '../objectives/weights.js';
import type { Metric } from '../training-outcome.js';

/** Groups with the pictures that they name. */
export interface RewardDataset {
  readonly tests: readonly TestGroups[];
  readonly pictures: PictureSet;
}

/** Scores of the pictures of one group, in their order. */
export type GroupScores = readonly number[];

const GROUPS_AT_ONCE = 12;
const BOOTSTRAP_SEED = 1;

/** Ends the names of rankings by the true utility. */
export const ORACLE = ', oracle';

/** How a model, a baseline or the oracle ranks the groups of one test set. */
export interface Ranking {
  /** The test set, and after a comma who ranks it where it is not the model. */
  readonly name: string;
  readonly groups: readonly DataGroup[];
  readonly scores: readonly GroupScores[];
}

/**
 * GAUC and MAP of a reward model on every test set, with 95 % bootstrap intervals over merchants,
 * and those of the oracle that knows the true utilities where merchants are simulated.
 *
 * @param path a reward folder, with or without plug-ins
 */
export const evaluateReward = (path: string, data: RewardDataset, backend: Backend): Metric[] =>
  rewardRankings(path, data, backend).flatMap(rankingMetrics);

/** Rankings of every test set by a reward model, and by the oracle where merchants are simulated. */
export const rewardRankings = (
  path: string,
  { tests, pictures }: RewardDataset,
  backend: Backend,
): Ranking[] =>
  tests.flatMap(({ name, groups }) => [
    { name, groups, scores: groupScores(path, { groups, pictures }, backend) },
    ...oracleRankings(name, groups),
  ]);

/**
 * @returns 100 cos for every picture of every group; what a baseline's head says on its own scale where there is one
 */
export function groupScores(
  path: string,
  { groups, pictures }: { groups: readonly DataGroup[]; pictures: PictureSet },
  backend: Backend,
  profileOf: (group: DataGroup, index: number) => Profile = ({ profile }) => profile,
): GroupScores[] {
  const folder = loadedReward(path, backend);
  const head = loadedHead(path, folder.clip);
  const score = head ? headScorer(head, folder, pictures) : cosineScorer(folder, pictures);
  const scores: GroupScores[] = [];
  for (let begin = 0; begin < groups.length; begin += GROUPS_AT_ONCE) {
    const part = groups.slice(begin, begin + GROUPS_AT_ONCE);
    const profiles = part.map((group, i) => profileOf(group, begin + i));
    const values = tf.tidy(() => score(part, profiles).arraySync());
    let at = 0;
    for (const { pictures: shown } of part) {
      scores.push(values.slice(at, at + shown.length));
      at += shown.length;
    }
  }
  head?.dispose();
  disposeParts(folder);
  return scores;
}

/** Scores of all pictures of some groups, one after the other. */
type Scorer = (groups: readonly DataGroup[], profiles: readonly Profile[]) => tf.Tensor1D;

function cosineScorer({ clip, tokenizer, plugIn }: RewardFolder, pictures: PictureSet): Scorer {
  const embeddingsOf = cachedEmbeddings(clip, pictures);
  const personal = plugIn && personalTowers(plugIn);
  return (groups, profiles) => {
    const owners = groups.flatMap((group, g) => group.pictures.map(() => g));
    const places = groups.flatMap((group) => group.pictures);
    const ids = shortIds(
      tokenizer,
      groups.map(({ prompt }) => prompt),
    );
    const texts = personal ? personal.texts(ids, profiles) : unitLength(clip.embedText(ids));
    const seen = personal?.personalisesVision
      ? personal.images(
          clipBatch(pictures, places),
          owners.map((owner) => profiles[owner]!),
        )
      : embeddingsOf(places);
    const cosines = tf.sum<tf.Tensor1D>(tf.mul(tf.gather(texts, tf.tensor1d(owners, 'int32')), seen), 1);
    return tf.mul(cosines, 100);
  };
}

/** The towers of PerFusionRM on behalf of merchants, one for each text or image. */
function personalTowers({ model, description }: NonNullable<RewardFolder['plugIn']>) {
  const { read } = profileReader(description.features);
  const rows = (profiles: readonly Profile[]) => model.featureIds(profiles.map((profile) => read(profile)));
  return {
    personalisesVision: model.personalises.vision,
    texts: (ids: tf.Tensor2D, profiles: readonly Profile[]) => model.embedText(ids, rows(profiles)),
    images: (images: tf.Tensor4D, profiles: readonly Profile[]) => model.embedImages(images, rows(profiles)),
  };
}

/** What a baseline says, which knows no merchant. */
function headScorer(head: RewardHead, { clip, tokenizer }: RewardFolder, pictures: PictureSet): Scorer {
  if (head instanceof StepAwareReward)
    throw new ModelError(
      "SPO's judge of half-drawn images says nothing of whole ones; measure another model.",
    );
  if (head instanceof AestheticPredictor) {
    const embeddingsOf = cachedEmbeddings(clip, pictures);
    return (groups) => head.score(embeddingsOf(groups.flatMap((group) => group.pictures)));
  }
  return (groups) => {
    const images = clipBatch(pictures, picturePlaces(groups));
    const ids = idsOf(
      tokenizer,
      groups.map(({ prompt }) => prompt),
    );
    const shown = tf.tensor1d(shownPlaces(groups), 'int32');
    return tf.gather(tf.reshape(head.scoreGroups(ids, images), [-1]), shown);
  };
}

/** GAUC and MAP, with 95 % bootstrap intervals clustered by merchant. */
export function rankingMetrics(ranking: Ranking): Metric[] {
  const config = bootstrapOver(ranking.groups);
  return [
    { name: `GAUC, ${ranking.name}`, ...bootstrapMean(scoredGroups(ranking).map(groupAuc), config)! },
    { name: `MAP, ${ranking.name}`, ...bootstrapMean(scoredGroups(ranking).map(averagePrecision), config)! },
  ];
}

/** How intervals of numbers of groups are drawn: clustered by merchant. */
export const bootstrapOver = (groups: readonly DataGroup[]): BootstrapConfig => ({
  seed: BOOTSTRAP_SEED,
  clusters: merchantsOf(groups),
});

/** The groups with what was said of their pictures. */
export const scoredGroups = ({ groups, scores }: Ranking): ScoredGroup[] =>
  groups.map(({ positives }, g) => ({ positives, scores: scores[g]! }));

function oracleRankings(name: string, groups: readonly DataGroup[]): Ranking[] {
  const scores = groups.map(({ utilities }) => utilities);
  return scores.every((values) => values !== undefined) ? [{ name: `${name}${ORACLE}`, groups, scores }] : [];
}
