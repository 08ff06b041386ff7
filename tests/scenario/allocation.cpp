// No memory, at any moment. The page is built without exceptions: an allocation that fails ends it, in the middle of whatever it was
// doing, and nothing of it is looked at again. What it has said until then is in the stores, for every step of two pages and every
// allocation in it. Here the allocation throws, through the application as if it were not there, and the page is dropped.
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include <cstdlib>
#include <new>

#include "../sweep/sweep.h"
#include "two_writers.h"

// ---- The allocator of this whole program --------------------------------------------------------------------------------

namespace {

struct OutOfMemory {};  // no std::bad_alloc: nobody but this file catches it

struct Allocations {
    bool count = false;          // inside the application
    std::uint64_t made = 0;      // since the step began
    std::uint64_t fails_at = 0;  // 0: none does

    bool is_refused() {
        if (!count || ++made != fails_at) return false;
        count = false;  // whatever comes now is the program's, not the page's
        return true;
    }
};
Allocations allocations;

void* allocated(std::size_t size) {
    if (allocations.is_refused()) throw OutOfMemory{};
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) std::abort();
    return memory;
}
void* allocated(std::size_t size, std::align_val_t alignment) {
    if (allocations.is_refused()) throw OutOfMemory{};
    const auto align = static_cast<std::size_t>(alignment);
    void* const memory = std::aligned_alloc(align, (size + align - 1) / align * align);
    if (memory == nullptr) std::abort();
    return memory;
}

}  // namespace

// Those that answer with nothing instead of throwing are as they were: who calls them is prepared for it.
void* operator new(std::size_t size) { return allocated(size); }
void* operator new[](std::size_t size) { return allocated(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size == 0 ? 1 : size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size == 0 ? 1 : size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return allocated(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return allocated(size, alignment); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

// ---- The test ---------------------------------------------------------------------------------------------------------------

namespace {

using namespace scenario;

using Op = World::Op;

class Watch {
  public:
    Watch() {
        World::watch_application = [](bool inside) { allocations.count = inside; };
    }
    ~Watch() { World::watch_application = nullptr; }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
};

// The application frees nothing on the way out, as in the page.
class Unfreed {
  public:
#if defined(__SANITIZE_ADDRESS__)
    Unfreed() { __lsan_disable(); }
    ~Unfreed() { __lsan_enable(); }
#else
    Unfreed() = default;
    ~Unfreed() = default;
#endif
    Unfreed(const Unfreed&) = delete;
    Unfreed& operator=(const Unfreed&) = delete;
};

// Whether the step came to its end, with its k-th allocation failing.
bool survives(World& world, const World::Step& step, std::uint64_t k) {
    allocations = {false, 0, k};
    try {
        world.act(step);
    } catch (const OutOfMemory&) {
        allocations = {};
        return false;
    }
    allocations = {};
    return true;
}

class Faults {
  public:
    std::uint64_t steps = 0, faults = 0, most = 0, ends = 0;

    // Of one step, every allocation in turn. then: what happens after the fault. Empty, or the promise that was broken.
    std::string strike(const World& world, const World::Step& step, const std::vector<World::Step>& then) {
        [[maybe_unused]] const Unfreed unfreed;  // also of what the application was given
        steps += 1;
        for (std::uint64_t k = 1;; ++k) {
            const auto struck = std::make_unique<World>(world);
            if (survives(*struck, step, k)) {
                most = std::max(most, k - 1);
                return {};
            }
            faults += 1;
            for (const bool calls_arrive : {false, true}) {
                World after = *struck;
                after.drop(step.page, calls_arrive);
                std::string broken = end(after);
                for (const World::Step& next : then) {
                    if (!broken.empty()) break;
                    if (!after.can(next)) continue;
                    after.act(next);
                    broken = end(after);
                }
                if (!broken.empty()) {
                    return World::name(step) + " without its allocation " + std::to_string(k) +
                           (calls_arrive ? ", calls arrive: " : ": ") + broken;
                }
            }
        }
    }

    // Every sequence up to this length, and then one more step that fails.
    std::string explore(const World& world, int length) {
        int& seen = seen_[drafts::record_hash("", world.fingerprint())];
        if (seen > length) return {};
        const bool is_first = seen == 0;
        seen = length + 1;
        for (int op = 0; op <= static_cast<int>(Op::kill_browser); ++op) {
            for (const std::size_t page : {std::size_t{0}, std::size_t{1}}) {
                const World::Step step{static_cast<Op>(op), page};
                if (!world.can(step)) continue;
                std::string broken = is_first ? strike(world, step, {}) : std::string();
                if (broken.empty() && length > 0) {
                    World next = world;
                    next.act(step);
                    broken = explore(next, length - 1);
                    if (!broken.empty()) broken = World::name(step) + ", " + broken;
                }
                if (!broken.empty()) return broken;
            }
        }
        return {};
    }

  private:
    // What is left is looked at once, however one got there.
    std::string end(const World& world) {
        if (!checked_.insert(drafts::record_hash("", world.left_behind())).second) return {};
        ends += 1;
        return world.broken_promise();
    }

    std::map<std::string, int> seen_;
    std::set<std::string> checked_;
};

// Two pages at work for longer than every sequence can be tried: forks, versions of one's own, deletions that cross.
const std::vector<std::vector<World::Step>> sequences = {
    {{Op::edit, 0},
     {Op::write, 0},
     {Op::copied, 0},
     {Op::edit, 0},
     {Op::write, 0},
     {Op::crash, 0},
     {Op::restart, 0},
     {Op::copied, 0},
     {Op::edit, 0},
     {Op::write, 0},
     {Op::copied, 0},
     {Op::copied, 0}},
    {{Op::edit, 0},
     {Op::edit, 1},
     {Op::write, 0},
     {Op::write, 1},
     {Op::copied, 0},
     {Op::copied, 1},
     {Op::copied, 1},
     {Op::copied, 1},
     {Op::edit, 1},
     {Op::write, 1},
     {Op::copied, 1},
     {Op::copied, 1}},
    {{Op::edit, 1},
     {Op::write, 1},
     {Op::take_over, 0},
     {Op::copied, 1},
     {Op::copied, 0},
     {Op::edit, 1},
     {Op::write, 1},
     {Op::copied, 1},
     {Op::copied, 1},
     {Op::copied, 0},
     {Op::take_over, 1},
     {Op::copied, 1}},
    {{Op::edit, 0},
     {Op::write, 0},
     {Op::copied, 0},
     {Op::remove, 1},
     {Op::copied, 1},
     {Op::edit, 0},
     {Op::write, 0},
     {Op::copied, 0},
     {Op::copied, 0},
     {Op::copied, 0},
     {Op::restart, 1},
     {Op::copied, 1}},
    {{Op::edit, 0},
     {Op::write, 0},
     {Op::remove, 0},
     {Op::copied, 0},
     {Op::copied, 0},
     {Op::crash, 0},
     {Op::restart, 0},
     {Op::crash, 1},
     {Op::restart, 1},
     {Op::copied, 0},
     {Op::copied, 1}},
    {{Op::edit, 0},
     {Op::write, 0},
     {Op::copied, 0},
     {Op::kill_browser, 0},
     {Op::restart, 0},
     {Op::copied, 0},
     {Op::edit, 0},
     {Op::write, 0},
     {Op::restart, 1},
     {Op::copied, 1},
     {Op::take_over, 1},
     {Op::copied, 0},
     {Op::copied, 1},
     {Op::copied, 1}},
};

std::string strike_all(Faults& faults, const World& beginning, std::size_t count) {
    for (std::size_t number = 0; number < count; ++number) {
        const std::vector<World::Step>& sequence = sequences[number];
        World world = beginning;
        std::string before;
        for (std::size_t i = 0; i < sequence.size(); ++i) {
            if (!world.can(sequence[i])) continue;
            // The other page goes on, and who was struck comes back.
            std::vector<World::Step> then(sequence.begin() + static_cast<std::ptrdiff_t>(i) + 1, sequence.end());
            then.insert(then.begin(), {Op::restart, sequence[i].page});
            then.push_back({Op::copied, sequence[i].page});
            std::string broken = faults.strike(world, sequence[i], then);
            if (!broken.empty()) return before + broken;
            world.act(sequence[i]);
            before += World::name(sequence[i]) + ", ";
        }
    }
    return {};
}

}  // namespace

TEST_CASE("no memory at any allocation of any step: what was said to be kept is there", "[sweep]") {
    const Watch watch;
    Faults faults;
    const World world;
    const std::string broken = faults.explore(world, sweep::scale(1, 3, 4));
    INFO(broken);
    CHECK(broken.empty());
    WARN(faults.steps << " steps, " << faults.faults << " failed allocations (at most " << faults.most
                      << " in a step), " << faults.ends << " different ends");
    CHECK(faults.faults > sweep::scale(1'000u, 10'000u, 10'000u));
}

TEST_CASE("the same in longer sequences, and everybody goes on after it", "[sweep]") {
    const Watch watch;
    Faults faults;
    const World world;
    const std::string broken =
        strike_all(faults, world, sweep::scale<std::size_t>(2, sequences.size(), sequences.size()));
    INFO(broken);
    CHECK(broken.empty());
    WARN(faults.steps << " steps, " << faults.faults << " failed allocations, " << faults.ends << " different ends");
    // As many steps as the sequences have, and each of them asks for memory many times.
    CHECK(faults.steps > sweep::scale(20u, 50u, 50u));
    CHECK(faults.faults > 20 * faults.steps);
    CHECK(faults.ends > 30);
}

// ---- The test itself: it finds what it is there to find -------------------------------------------------------------------

TEST_CASE("saying 'kept' just before the writing is harmless, until there is no memory for it") {
    World world;
    world.promises_first = true;
    Explorer explorer;
    CHECK(explorer.explore(world, 3).empty());
    const Watch watch;
    Faults faults;
    CHECK(faults.explore(world, 3).find("in the browser, and gone") != std::string::npos);
}
