// Short, plain, easy to tell apart and nothing that anybody would mind to read: the words that a phrase is drawn from.

/** 256 words; three of them make some 16 million phrases. */
export const PHRASE_WORDS: readonly string[] = (
  "acorn amber anchor apple april arrow aspen autumn badge bamboo banjo barley basket beacon bison blanket blossom bonfire border " +
  "bottle branch breeze brick bridge bronze brook bucket butter button cabin cactus camel candle canoe canvas canyon carbon cargo " +
  "carpet castle cedar cello chalk cherry chestnut cider cinder circle citrus clay cliff clover cobalt cocoa comet copper coral " +
  "cotton cradle crane crater creek cricket crystal cypress daisy dawn delta denim desert dewdrop dolphin dragon drift drum dune " +
  "earth easel ember emerald engine fable falcon feather fennel ferry fiddle field finch flannel flint flower forest fossil fountain " +
  "fox frost galaxy garden garnet geyser ginger glacier glider globe goblet granite grape gravel grove guitar gull hammer harbor " +
  "harvest hazel heron hickory hollow honey horizon igloo indigo island ivory ivy jacket jasmine jasper juniper kayak kernel kettle " +
  "kiwi ladder lagoon lantern larch laurel lava lavender lemon lentil lilac linen lizard lobster lotus lunar magnet mango maple " +
  "marble marsh meadow meteor mirror mitten monsoon moss mountain mulberry nectar needle nickel nimbus nutmeg oasis oatmeal ocean " +
  "olive onyx opal orbit orchard orchid osprey otter oyster paddle panda paper parrot pastel pebble pelican pepper petal piano " +
  "pigeon pine planet plum pocket pollen poppy prairie prism puffin pumpkin quartz quill rabbit radish raft rainbow raven reef " +
  "ribbon river robin rocket rose ruby saddle saffron sail salmon sandal sapphire satin season sequoia shell silver sketch sparrow " +
  "spruce squirrel starling stone summit sunset swallow tangerine teapot temple thistle thunder tiger timber trellis tulip tundra " +
  "turtle valley vanilla velvet violet walnut willow window winter yarrow zebra zephyr "
)
  .trim()
  .split(" ");
