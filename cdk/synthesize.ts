import { build } from './build.ts'

// For the local runner, which has no use for the checks that `cdk synth` makes before a deployment.
const [outdir] = process.argv.slice(2)
if (!outdir) throw new Error('Name the folder to synthesize into')
build({ outdir }).app.synth()
