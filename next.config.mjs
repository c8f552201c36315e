// Builds that tests make beside the product's own (for example one without its middleware) name their own folder.
const distDir = process.env.NEXT_DIST_DIR ?? ".next";

// The build also writes the copy of itself that goes into a container; a server that is started here reads this file without the mark, and serves
// from the project as ever (ADR 061).
const output = process.env.NEXT_OUTPUT === "standalone" ? "standalone" : undefined;

/** @type {import('next').NextConfig} */
export default {
  distDir,
  output,
  // A build checks the types of what it builds; `npm run check` checks everything.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino"],
};
