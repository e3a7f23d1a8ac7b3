import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Context, Image, type ImageService, perRequest } from '../../platform/index.js';
import { GeneratedImage } from './records/generated-image.entity.js';

@Resolver(() => GeneratedImage)
export class GeneratedImageResolver {
  private readonly imageOf = perRequest(
    ({ viewer }) =>
      new DataLoader<string, Image | null>((hashes) => this.images.listByHashes(viewer, hashes)),
  );

  constructor(private readonly images: ImageService) {}

  @FieldResolver(() => Image, { description: 'Its bytes are at `/images/{hash}`.' })
  async image(@Root() { imageHash }: GeneratedImage, @Ctx() context: Context): Promise<Image> {
    return (await this.imageOf(context).load(imageHash))!; // a viewer who sees a run sees its images
  }
}
