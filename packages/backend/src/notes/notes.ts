import { printable } from '@amplify-secrets/runtime/contract';
import { Annotations } from 'aws-cdk-lib';
import { ArtifactMetadataEntryType } from 'aws-cdk-lib/cloud-assembly-schema';
import type { IConstruct } from 'constructs';

const SOURCE = '@amplify-secrets/backend';
// CDK appends to a message what acknowledges it.
const OWN = new RegExp(`^(.*) \\[ack: ${SOURCE}:[^\\]]+\\]$`, 's');

/** Shown when the backend is synthesised; silenced with CDK's `acknowledgeInfo('@amplify-secrets/backend:<topic>')`. */
export function note(construct: IConstruct, topic: string, message: string): void {
  Annotations.of(construct).addInfoV2(`${SOURCE}:${topic}`, printable(message));
}

/** As `note`, silenced with `acknowledgeWarning`. `resolution` is the line to write, and stands on its own line. */
export function warn(construct: IConstruct, topic: string, message: string, resolution: string): void {
  Annotations.of(construct).addWarningV2(`${SOURCE}:${topic}`, printable(`${message}\n${resolution}`));
}

/** What the kit noted on a construct and nobody acknowledged, as a person reads it. */
export function notesOn({ node }: IConstruct): string[] {
  return node.metadata.flatMap(({ type, data }) => {
    const message = OWN.exec(String(data))?.[1];
    if (message === undefined) return [];
    return `${type === ArtifactMetadataEntryType.WARN ? 'Warning' : 'Note'}: ${message.replaceAll('\n', '\n  ')}\n`;
  });
}
