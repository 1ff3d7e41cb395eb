// Plain JavaScript, because an old Node cannot even read the rest.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`This needs Node 24, which \`npm ci\` brings along; what runs is Node ${process.versions.node}.
  → It was installed without install scripts. Put that right with: npm rebuild node esbuild --ignore-scripts=false`)
  process.exit(1)
}
