Disassembly of section .text.xenguest32:

0000000000000000 <xenguest_pvh_start>:
   0:	fa                   	cli
   1:	fc                   	cld
   2:	0f 31                	rdtsc
   4:	a3 00 00 00 00       	mov    %eax,0x0
			5: R_X86_64_32	xenguest_entry_tsc
   9:	89 15 00 00 00 00    	mov    %edx,0x0
			b: R_X86_64_32	xenguest_entry_tsc+0x4
   f:	89 de                	mov    %ebx,%esi
  11:	b8 00 00 00 00       	mov    $0x0,%eax
			12: R_X86_64_32	xenguest_boot_pdpt
  16:	0d 03 00 00 00       	or     $0x3,%eax
  1b:	a3 00 00 00 00       	mov    %eax,0x0
			1c: R_X86_64_32	xenguest_boot_pml4
  20:	bf 00 00 00 00       	mov    $0x0,%edi
			21: R_X86_64_32	xenguest_boot_pdpt
  25:	b8 00 00 00 00       	mov    $0x0,%eax
			26: R_X86_64_32	xenguest_boot_directories
  2a:	0d 03 00 00 00       	or     $0x3,%eax
  2f:	b9 04 00 00 00       	mov    $0x4,%ecx
  34:	89 07                	mov    %eax,(%edi)
  36:	05 00 10 00 00       	add    $0x1000,%eax
  3b:	83 c7 08             	add    $0x8,%edi
  3e:	49                   	dec    %ecx
  3f:	75 f3                	jne    34 <xenguest_pvh_start+0x34>
  41:	bf 00 00 00 00       	mov    $0x0,%edi
			42: R_X86_64_32	xenguest_boot_directories
  46:	b8 83 00 00 00       	mov    $0x83,%eax
  4b:	b9 00 08 00 00       	mov    $0x800,%ecx
  50:	89 07                	mov    %eax,(%edi)
  52:	05 00 00 20 00       	add    $0x200000,%eax
  57:	83 c7 08             	add    $0x8,%edi
  5a:	49                   	dec    %ecx
  5b:	75 f3                	jne    50 <xenguest_pvh_start+0x50>
  5d:	b8 00 00 00 00       	mov    $0x0,%eax
			5e: R_X86_64_32	xenguest_boot_pml4
  62:	0f 22 d8             	mov    %eax,%cr3
  65:	0f 20 e0             	mov    %cr4,%eax
  68:	0d 20 06 00 00       	or     $0x620,%eax
  6d:	0f 22 e0             	mov    %eax,%cr4
  70:	b9 80 00 00 c0       	mov    $0xc0000080,%ecx
  75:	0f 32                	rdmsr
  77:	0d 01 09 00 00       	or     $0x901,%eax
  7c:	0f 30                	wrmsr
  7e:	0f 20 c0             	mov    %cr0,%eax
  81:	25 f3 ff ff ff       	and    $0xfffffff3,%eax
  86:	0d 22 00 01 80       	or     $0x80010022,%eax
  8b:	0f 22 c0             	mov    %eax,%cr0
  8e:	0f 01 15 00 00 00 00 	lgdtl  0x0
			91: R_X86_64_32	xenguest_boot_gdtr
  95:	ea 00 00 00 00 08 00 	ljmp   $0x8,$0x0
			96: R_X86_64_32	xenguest_start64
