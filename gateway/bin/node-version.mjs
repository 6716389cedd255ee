/** Runs on any Node, and says so where it is too old for the rest: that one would stumble over the first type that it meets. */
const oldest = 24
const [major] = process.versions.node.split('.')

if (Number(major) < oldest) {
  console.error(
    `Florin needs Node ${oldest} or later, and this is ${process.versions.node}. 'npm ci' brings one along (the package node; its install script must be allowed to run), or install one.`,
  )
  process.exit(1)
}
