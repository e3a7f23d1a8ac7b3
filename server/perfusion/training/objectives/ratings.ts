import * as tf from '@tensorflow/tfjs-core';
import type { AestheticPredictor } from '../../baselines/aesthetic.js';
import { graphObjective, type Objective } from '../objective.js';

/** Pictures with how people rated them. */
export interface RatingBatch {
  /** Image embeddings of length 1, [batch, embedding]. */
  readonly embeddings: tf.Tensor2D;
  /** Mean rating of each picture, [batch]. */
  readonly ratings: tf.Tensor1D;
}

/** Trains an aesthetic predictor on ratings, by mean squared error; the embeddings come from a frozen tower. */
export const ratingsObjective = (predictor: AestheticPredictor): Objective<RatingBatch> =>
  graphObjective(predictor.parameters(), ({ embeddings, ratings }) =>
    tf.mean(tf.square(tf.sub(predictor.score(embeddings), ratings))),
  );
