package lastagent.asterisk.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lastagent.core.conversation.CallHistory.Reject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {

    private static final FileOptions UTC = FileOptions.in(ZoneOffset.UTC);
    private static final String HEADER = "calldate,clid,src,dst,dstchannel,duration,billsec,disposition,uniqueid\n";

    @TempDir
    Path folder;

    private static String row(int number) {
        return row(number, "Ann");
    }

    private static String row(int number, String name) {
        return "\"2024-03-04 09:%02d:%02d\",\"\"\"%s\"\" <0991234567>\",\"0991234567\",\"100\",\"SIP/971-%08x\",20,10,\"ANSWERED\",\"%d.%d\"\n"
                .formatted(number / 60 % 60, number % 60, name, number, 1709542800 + number, number);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("cdr.csv"), text, StandardCharsets.ISO_8859_1);
    }

    private ToldRows read(String text) throws IOException {
        Path file = write(text);
        ToldRows told = ToldRows.of(file, UTC);
        assertThatEveryLineIsCountedOnce(file);
        return told;
    }

    private static void assertThatEveryLineIsCountedOnce(Path file) throws IOException {
        if (CdrFiles.open(file, UTC) instanceof OpenedFile.Cdr(CsvCdrFile source)) {
            ToldRows.of(source);
            assertThat(source.tally().map(FileTally::lines)).hasValue(CdrFiles.lines(file));
        }
    }

    @Nested
    class AFileOfSeparatedValues {

        @Test
        void losesOnlyTheRowOfALoneQuote() throws IOException {
            ToldRows told = read(HEADER + row(1) + row(2).replace("\"100\"", "\"100") + row(3) + row(4));

            assertThat(told.rows())
                    .extracting(CdrRecord::uniqueId)
                    .containsExactly("1709542801.1", "1709542803.3", "1709542804.4");
            assertThat(told.rejects()).extracting(Reject::where).containsExactly("line 3");
        }

        @Test
        void losesOnlyTheRowOfALoneQuoteThatOpensAtTheVeryEnd() throws IOException {
            ToldRows told = read(HEADER + row(1).stripTrailing() + ",\"\n" + row(2) + row(3).stripTrailing() + ",\"");

            assertThat(told.rows()).extracting(CdrRecord::uniqueId).containsExactly("1709542802.2");
            assertThat(told.rejects())
                    .containsExactly(
                            new Reject("line 2", "a quote is not closed"),
                            new Reject("line 4", "a quote is not closed"));
        }

        @Test
        void readsANameOfSeveralLinesAsOneRow() throws IOException {
            ToldRows told = read(HEADER + row(1, "a\nb\r\nc") + row(2));

            assertThat(told.rows()).hasSize(2);
            assertThat(told.rejects()).isEmpty();
        }

        @Test
        void takesNoRowForTrueThatANameHolds() throws IOException {
            String forged = row(7).replace("\"", "\"\"").replace("971", "666");
            ToldRows told = read(HEADER + row(1, "x\n" + forged + "\n") + row(2));

            assertThat(told.rows()).extracting(CdrRecord::dstChannel).doesNotContain("SIP/666-00000007");
            assertThat(told.rows()).hasSize(2);
        }

        @Test
        void rejectsAFieldOfTenMegabytesAsOneRow() throws IOException {
            ToldRows told = read(HEADER + row(1) + row(2, "x".repeat(10_000_000)) + row(3));

            assertThat(told.rows()).hasSize(2);
            assertThat(told.rejects()).containsExactly(new Reject("line 3", "longer than 16384 bytes"));
        }

        @Test
        void readsOnBehindAMegabyteOfLinesInOneField() throws IOException {
            ToldRows told = read(HEADER + row(1) + row(2, "x\n".repeat(500_000)) + row(3));

            assertThat(told.rows()).extracting(CdrRecord::uniqueId).containsExactly("1709542801.1", "1709542803.3");
        }

        @Test
        void readsOnBehindAMegabyteOfLoneQuotes() throws IOException {
            ToldRows told = read(HEADER + row(1) + "\"x\n".repeat(350_000) + row(3));

            assertThat(told.rows()).extracting(CdrRecord::uniqueId).containsExactly("1709542801.1", "1709542803.3");
        }

        @Test
        void rejectsALineOfTenThousandColumns() throws IOException {
            ToldRows told = read(HEADER + row(1) + ",".repeat(9_999) + "\n" + row(3));

            assertThat(told.rows()).hasSize(2);
            assertThat(told.rejects()).containsExactly(new Reject("line 3", "10000 columns instead of 9"));
        }

        @Test
        void readsNulBytesAsLetters() throws IOException {
            ToldRows told = read(HEADER + row(1, "a\0b") + "\0".repeat(4096) + "\n" + row(3).replace("SIP/", "SI\0P/"));

            assertThat(told.rows())
                    .extracting(CdrRecord::dstChannel)
                    .containsExactly("SIP/971-00000001", "SI\0P/971-00000003");
            assertThat(told.rejects()).containsExactly(new Reject("line 3", "1 columns instead of 9"));
        }

        @Test
        void readsCrlfAndAByteOrderMarkAndALastLineWithoutEnd() throws IOException {
            String text = "\u00EF\u00BB\u00BF" + (HEADER + row(1) + "\n" + row(2)).replace("\n", "\r\n");
            ToldRows told = read(text.stripTrailing());

            assertThat(told.rows()).extracting(CdrRecord::uniqueId).containsExactly("1709542801.1", "1709542802.2");
        }

        @Test
        void hasNoRowsIfItHasOnlyAHeaderOrNothing() throws IOException {
            assertThat(read(HEADER).rows()).isEmpty();
            assertThat(read(HEADER.stripTrailing()).rejects()).isEmpty();
            assertThat(read("").rows()).isEmpty();
            assertThat(read("\n\r\n\n").rows()).isEmpty();
        }

        @Test
        void isReadAlikeWhateverSeparatesItsColumns() throws IOException {
            for (String separator : List.of(";", "\t")) {
                assertThat(read((HEADER + row(1) + row(2)).replace(",", separator))
                                .rows())
                        .hasSize(2);
            }
        }

        @Test
        void isReadAlikeIfItIsCompressed() throws IOException {
            Path file = folder.resolve("cdr.csv.gz");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write((HEADER + row(1) + row(2)).getBytes(StandardCharsets.UTF_8));
            }

            assertThat(ToldRows.of(file, UTC).rows()).hasSize(2);
            assertThat(CdrFiles.lines(file)).isEqualTo(3);
        }

        @Test
        void isReadAsItIsNowWhateverItWasWhenItWasOpened() throws IOException {
            Path file = write(HEADER + row(1));
            CdrSource source = ((OpenedFile.Cdr) CdrFiles.open(file, UTC)).source();
            write(HEADER + row(2) + row(3));

            assertThat(ToldRows.of(source).rows()).hasSize(2);
        }

        @Test
        void isAHeaderAndRowsEvenIfItsFirstNameLooksLikeADumpOrAQueueLog() throws IOException {
            assertThat(read(HEADER + row(1, "\nINSERT INTO cdr VALUES (1);\n1709542800|1.1|q|NONE|ENTERQUEUE||1|1\n"))
                            .rows())
                    .hasSize(1);
        }
    }

    @Nested
    class WhatIsNoCdr {

        @Test
        void isNamedWithWhatWasSeenAndWhatCanBeDone() throws IOException {
            Path file = write("name,age\u001B[2J\nAnn,7\n");

            assertThatIOException()
                    .isThrownBy(() -> CdrFiles.open(file, UTC))
                    .withMessageContainingAll(
                            file.toString(),
                            "not known as a CDR: there is no header, and the first row is \"name\", \"age\uFFFD[2J\"",
                            "Say which column is which by name or by number from 1, as in start=calldate or start=10");
        }

        @Test
        void canBeABinaryFileADirectoryOrNothing() throws IOException {
            byte[] noise = new byte[300_000];
            new Random(20261123).nextBytes(noise);
            Path binary = Files.write(folder.resolve("noise"), noise);

            assertThatIOException().isThrownBy(() -> CdrFiles.open(binary, UTC)).withMessageContaining("not known");
            assertThatIOException().isThrownBy(() -> CdrFiles.open(folder, UTC)).withMessageContaining("a directory");
            assertThatIOException()
                    .isThrownBy(() -> CdrFiles.open(folder.resolve("missing"), UTC))
                    .withMessageContaining("there is no file");
        }

        @Test
        void canBeTextInUtf16() throws IOException {
            Path file = Files.writeString(folder.resolve("cdr.csv"), "\uFEFF" + HEADER, StandardCharsets.UTF_16LE);

            assertThatIOException()
                    .isThrownBy(() -> CdrFiles.open(file, UTC))
                    .withMessageContaining("save it as UTF-8");
        }

        @Test
        void canBeADatabaseThatIsATableRatherThanAFile() throws IOException {
            Path file = Files.writeString(folder.resolve("master.db"), "SQLite format 3\0…");

            assertThat(CdrFiles.open(file, UTC)).isEqualTo(new OpenedFile.SqliteDatabase(file));
        }

        @Test
        void canBeAHeaderThatLacksTheAgent() throws IOException {
            Path file = write("Calldate,Src,Dst,Disposition,Billsec\n2024-01-01 00:00:00,1,2,ANSWERED,3\n");

            assertThatIOException()
                    .isThrownBy(() -> CdrFiles.open(file, UTC))
                    .withMessageContaining("nothing is dstchannel");
        }

        @Test
        void isReadIfSomebodySaysWhichColumnIsWhich() throws IOException {
            Path file = write("x;SIP/971-00000001;8;27;1709542800;0991234567;y\n");
            FileOptions set = UTC.withColumns(Map.of(
                    CdrField.START, "5",
                    CdrField.SRC, "6",
                    CdrField.DST_CHANNEL, "2",
                    CdrField.DISPOSITION, "3",
                    CdrField.BILLSEC, "4"));

            assertThat(ToldRows.of(file, set).rows()).singleElement().satisfies(row -> {
                assertThat(row.start()).isEqualTo(Instant.ofEpochSecond(1709542800));
                assertThat(row.end()).isEqualTo(Instant.ofEpochSecond(1709542827));
                assertThat(row.src()).isEqualTo("0991234567");
            });
        }
    }

    @Nested
    class TheTail {

        @Test
        void beginsWithAWholeRowEvenInTheMiddleOfANameOfSeveralLines() throws IOException {
            String all = HEADER + row(1) + row(2, "a\nb\nc") + row(3) + row(4);
            Path file = write(all);
            for (int bytes = 1; bytes < all.length() + 10; bytes++) {
                ToldRows told = ToldRows.of(file, UTC.withTail(bytes));

                assertThat(told.rejects()).as("%d bytes", bytes).isEmpty();
                assertThat(told.rows()).as("%d bytes", bytes).hasSizeBetween(bytes > 2 * row(3).length() ? 1 : 0, 4);
            }
            assertThat(ToldRows.of(file, UTC.withTail(row(3).length() + row(4).length() + 1))
                            .rows())
                    .extracting(CdrRecord::uniqueId)
                    .containsExactly("1709542803.3", "1709542804.4");
        }

        @Test
        void namesARejectByItsPlaceBecauseNobodyKnowsItsLine() throws IOException {
            String all = HEADER + row(1) + row(2) + "bad\n" + row(3);
            Path file = write(all);

            assertThat(ToldRows.of(file, UTC.withTail(all.length() - HEADER.length() - 5))
                            .rejects())
                    .containsExactly(new Reject("byte " + all.indexOf("bad"), "1 columns instead of 9"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "master-21.csv",
                "master-18.csv",
                "realtime-badly-quoted.csv",
                "freepbx16-navicat.sql",
                "mysql-classic.sql",
                "sqlite3-custom.sql",
                "queue_log",
                "queue-log-export.csv"
            })
    void neverFailsOnAFileThatIsDamagedAndCountsItsLines(String name) throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(Path.of("src/test/resources/cdr", name));
        for (int round = 0; round < 300; round++) {
            byte[] damaged =
                    java.util.Arrays.copyOf(whole, round % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flip = 0; flip < round % 7 && damaged.length > 0; flip++) {
                damaged[random.nextInt(damaged.length)] = (byte) "\",'(;\n\\|\0x".charAt(random.nextInt(10));
            }
            Path file = Files.write(folder.resolve(name), damaged);
            try {
                readDamaged(file, "seed %d, round %d".formatted(seed, round));
            } catch (IOException unknown) {
                assertThat(unknown).as("seed %d, round %d", seed, round).hasMessageContaining("known as a");
            }
        }
    }

    private static void readDamaged(Path file, String which) throws IOException {
        switch (CdrFiles.open(file, UTC)) {
            case OpenedFile.QueueLog(QueueLogFile log) -> {
                long lines = ToldEvents.of(file, UTC).tally().orElseThrow().lines();
                assertThat(lines).as(which + log.description()).isEqualTo(CdrFiles.lines(file));
            }
            case OpenedFile.Cdr(CsvCdrFile source) -> {
                ToldRows told = ToldRows.of(source);
                assertThat(source.tally().orElseThrow().lines()).as(which).isEqualTo(CdrFiles.lines(file));
                assertThat(source.tally().orElseThrow().rows())
                        .isEqualTo(told.rows().size());
            }
            case OpenedFile.Cdr(CdrSource source) ->
                assertThat(ToldRows.of(source).rows().size()).as(which).isLessThan(100);
            case OpenedFile.SqliteDatabase(Path database) -> throw new AssertionError(database);
        }
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        Path file = write(HEADER + row(1).repeat(20_000));
        long[] last = {0, 0};
        CdrSource source = ((OpenedFile.Cdr) CdrFiles.open(file, UTC)).source();
        source.read(Instant.MIN, Instant.MAX, new CdrSource.Rows() {
            @Override
            public void row(CdrRecord row) {}

            @Override
            public void rejected(Reject reject) {}

            @Override
            public void progress(long done, OptionalLong whole) {
                assertThat(done).isGreaterThanOrEqualTo(last[0]);
                assertThat(whole).hasValue(file.toFile().length());
                last[0] = done;
                last[1]++;
            }
        });

        assertThat(last[0]).isEqualTo(Files.size(file));
        assertThat(last[1]).isGreaterThan(2);
    }
}
